// What the layer itself promises, beyond the script.

"use strict";

const assert = require("node:assert/strict");
const { execFileSync, spawnSync } = require("node:child_process");
const { test } = require("node:test");
const zoomuser = require("../../../bindings/node");
const { library } = require("../../../bindings/node/library");

const JANE = "jane@example.com";
const { ZOOM_LIBRARY, ZOOM_TOKEN, ZOOM_BASE_URL, ZOOM_CA_FILE } = process.env;
zoomuser.load(ZOOM_LIBRARY);

const client = (options) =>
  new zoomuser.Client({ token: ZOOM_TOKEN, base_url: ZOOM_BASE_URL, ca_file: ZOOM_CA_FILE, ...options });
/** Lets the event loop run once. */
const turn = () => new Promise(setImmediate);

test("what JSON or C would change silently is refused before anything is sent", async () => {
  const zoom = client();
  const cycle = [];
  cycle.push(cycle);
  for (const [value, expected] of [
    [1.5, RangeError],
    [NaN, RangeError],
    [2 ** 53, RangeError],
    [2n ** 63n, RangeError],
    [cycle, RangeError],
    ["a\0b", TypeError],
    ["\ud800", TypeError],
    [new Date(), TypeError],
    [[new Map()], TypeError],
    [[NaN], RangeError],
    [[undefined], TypeError],
    [[{ key: "\udc00" }], TypeError],
    [() => 1, TypeError],
    [Symbol("x"), TypeError],
  ]) {
    await assert.rejects(zoom.updateUser(JANE, { dept: value }), (error) => {
      assert.equal(error.constructor, expected, String(error));
      assert.match(error.message, /^zoomuser: dept/);
      return true;
    });
  }
  for (const fields of [null, [], "x", new Map(), 5]) {
    await assert.rejects(zoom.updateUser(JANE, fields), /fields: expected a plain object/);
  }
  await assert.rejects(zoom.updateUser(undefined, {}), /userId: expected a string, got undefined/);
  await assert.rejects(zoom.getUser(JANE, { signal: 5 }), /signal: expected an AbortSignal, got number/);
  await assert.rejects(zoom.request("GET", "users/me", { headers: { A: "b\r\nC: d" } }), /without line breaks/);
  assert.throws(() => zoomuser.json("1,2"), /json: expected JSON/);
  assert.throws(() => zoomuser.statusName(2 ** 40), /32 bits/);
  assert.throws(() => client({ timeout_ms: 1.5 }), RangeError);
});

test("numbers beyond 53 bits and JSON arrive as they are", async () => {
  const shown = await client({ check: "warn" }).render("me", { pmi: 9007199254740993n, dept: zoomuser.json('{"a":1.0}'), type: undefined });
  assert.match(shown.rendered, /\{"pmi":9007199254740993,"dept":\{"a":1\.0\}\}$/);
});

test("calls of a client wait for one another, and one that waits can be aborted", async () => {
  const zoom = client();
  const slow = zoom.updateUser("slow-1500@sandbox.test", { dept: "x" });
  const controller = new AbortController();
  const queued = zoom.updateUser(JANE, { dept: "never" }, { signal: controller.signal });
  const later = zoom.updateUser(JANE, { dept: "later" });
  controller.abort(new Error("why"));
  await assert.rejects(queued, (error) => error instanceof zoomuser.AbortError && error.cause.message === "why");
  assert.equal((await slow).name, "ZOOM_OK");
  await later;
  assert.equal((await zoom.getUser(JANE)).user.dept, "later");
});

/** Counts how often a client is freed while `run` is going on. */
async function countingFrees(run) {
  const c = library();
  const free = c.zoom_client_free;
  const counted = { frees: 0 };
  c.zoom_client_free = (pointer) => {
    counted.frees += 1;
    free(pointer);
  };
  try {
    await run(counted);
  } finally {
    c.zoom_client_free = free;
  }
}

test("closing lets running calls end, and no others begin", () => countingFrees(async (counted) => {
  const zoom = client();
  const calls = [zoom.updateUser("slow-300@sandbox.test", { dept: "x" }), zoom.updateUser(JANE, { dept: "x" })];
  // While the first call is running, the client is busy for its options.
  for (;;) {
    try {
      zoom.set("timeout_ms", 30_000);
    } catch (error) {
      assert.equal(error.code, "ZOOM_E_BUSY");
      break;
    }
    await turn();
  }
  zoom.close();
  zoom.close();
  await assert.rejects(zoom.getUser(JANE), /the client is closed/);
  assert.throws(() => zoom.set("timeout_ms", 5), /the client is closed/);
  assert.equal(counted.frees, 0);
  assert.deepEqual((await Promise.all(calls)).map((result) => result.ok), [true, true]);
  await zoom[Symbol.asyncDispose]();
  assert.equal(counted.frees, 1);
}));

test("a token function is asked, and once more where Zoom refuses", async () => {
  const asked = [];
  const zoom = client({ token: async ({ wasRefused }) => { asked.push(wasRefused); return wasRefused ? ZOOM_TOKEN : "wrong"; } });
  assert.equal((await zoom.updateUser(JANE, { dept: "x" })).ok, true);
  assert.deepEqual(asked, [false, true]);
  await assert.rejects(client({ token: () => "wrong" }).getUser(JANE), zoomuser.UnauthorizedError);
  await assert.rejects(client({ token: () => { throw new Error("sealed"); } }).getUser(JANE), /^Error: sealed$/);
  await assert.rejects(client({ token: () => 5 }).getUser(JANE), /token function: expected a string, got number/);
});

test("clients are collected, and not while a call is running", () => countingFrees(async (counted) => {
  const calls = Array.from({ length: 3 }, () => client().updateUser("slow-300@sandbox.test", { dept: "x" }));
  const collecting = setInterval(global.gc, 5);
  for (const call of calls) assert.equal((await call).ok, true);
  for (let i = 0; i < 50; i += 1) client();
  clearInterval(collecting);
  for (let i = 0; i < 400 && counted.frees < 50; i += 1) {
    global.gc();
    await turn();
  }
  assert.ok(counted.frees >= 50, `${counted.frees} were freed`);
}));

test("a process that ends does not wait for its calls", () => {
  const program = `
    const zoomuser = require("../../../bindings/node");
    zoomuser.load(process.env.ZOOM_LIBRARY);
    const { ZOOM_TOKEN: token, ZOOM_BASE_URL: base_url, ZOOM_CA_FILE: ca_file } = process.env;
    const zoom = new zoomuser.Client({ token, base_url, ca_file });
    // A call that begins while an option is set finds the client busy.
    const begin = () => zoom.updateUser("slow-60000@sandbox.test", { dept: "x" }).catch(begin);
    begin();
    // While the call is running, the client is busy for its options.
    const exitWhenBusy = () => {
      try {
        zoom.set("timeout_ms", 90_000);
        setImmediate(exitWhenBusy);
      } catch {
        process.exit(5);
      }
    };
    exitWhenBusy();`;
  const ended = spawnSync(process.execPath, ["-e", program], { cwd: __dirname, timeout: 25_000 });
  assert.equal(ended.status, 5, String(ended.stderr));
});

test("koffi's small stacks are refused", () => {
  const program = `
    require("../../../bindings/node/node_modules/koffi").load(process.env.ZOOM_LIBRARY);
    try { require("../../../bindings/node").load(process.env.ZOOM_LIBRARY); } catch (error) { console.log(error.message); }`;
  const said = execFileSync(process.execPath, ["-e", program], { cwd: __dirname, encoding: "utf8" });
  assert.match(said, /koffi has already loaded another library/);
});

test("the doctor says what is well and what is not", async () => {
  const { checks } = await client().doctor();
  const outcomes = Object.fromEntries(checks.map((check) => [check.name, check.outcome]));
  assert.deepEqual([outcomes.dns, outcomes.certificate, outcomes.token], ["ok", "ok", "ok"]);
  const ill = await client({ token: "wrong" }).doctor();
  assert.equal(ill.name, "ZOOM_E_UNAUTHORIZED");
  assert.ok(ill.checks.some((check) => check.name === "token" && check.outcome === "failed"));
});

test("no token is shown", () => {
  const shown = require("node:util").inspect(client(), { depth: 9, showHidden: true });
  assert.ok(!shown.includes(ZOOM_TOKEN), shown);
});
