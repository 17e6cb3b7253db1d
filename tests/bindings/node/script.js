// The script of tests/bindings/README.md in Node.

"use strict";

const zoomuser = require("../../../bindings/node");

const JANE = "jane@example.com";
const { ZOOM_LIBRARY, ZOOM_TOKEN, ZOOM_BASE_URL, ZOOM_CA_FILE } = process.env;

const say = (name, value) => console.log(`${name} ${value}`);
const sayList = (name, items) => items.forEach((item) => say(name, `${item.field}: ${item.message}`));
const client = (options) =>
  new zoomuser.Client({ token: ZOOM_TOKEN, base_url: ZOOM_BASE_URL, ca_file: ZOOM_CA_FILE, ...options });

/** The result of a call that has to fail. */
async function failure(call) {
  try {
    await call;
  } catch (error) {
    if (error instanceof zoomuser.ZoomError) return error.result;
    throw error;
  }
  throw new Error("it succeeded");
}

async function cancelled(zoom) {
  const controller = new AbortController();
  const call = failure(zoom.updateUser("slow-20000@sandbox.test", { dept: "x" }, { signal: controller.signal }));
  setImmediate(() => controller.abort());
  return call;
}

async function main() {
  zoomuser.load(ZOOM_LIBRARY);
  say("version.library", zoomuser.version());
  say("version.abi", zoomuser.abiVersion());

  const zoom = client();
  const updated = await zoom.updateUser(JANE, {
    first_name: "Zoë 𝄞",
    job_title: "",
    type: 2,
    pmi: 9876543210n,
    use_pmi: true,
    custom_attributes: [{ key: "k1", name: "n", value: "💡" }],
    location: null,
  });
  say("update.status", updated.name);
  say("update.http", updated.httpStatus);
  say("update.attempts", updated.attempts);
  say("update.message", updated.message);
  sayList("update.warning", updated.warnings);

  const read = await zoom.getUser(JANE);
  say("read.status", read.name);
  for (const name of ["first_name", "type", "pmi", "use_pmi", "custom_attributes", "job_title"]) {
    say(`read.${name}`, read.user[name]);
  }

  const lost = { dept: "lost", cost_center: "kept" };
  say("unset.status", (await zoom.updateUser(JANE, { ...lost, dept: undefined })).name);

  const plan = await zoom.plan(JANE, { dept: "planned", cost_center: "kept" });
  say("plan.status", plan.name);
  say("plan.attempts", plan.attempts);
  for (const { field, outcome } of plan.fields) say(`plan.${field}`, outcome);

  const checked = await failure(zoom.updateUser(JANE, { type: "x", no_such: "1" }));
  say("check.status", checked.name);
  say("check.attempts", checked.attempts);
  sayList("check.problem", checked.problems);

  const option = await failure((async () => zoom.set("no_such", "1"))());
  say("option.status", option.name);
  say("option.message", option.message);

  const rejected = await failure(zoom.updateUser("fields-error@sandbox.test", { dept: "x" }));
  say("rejected.status", rejected.name);
  say("rejected.retryable", Number(rejected.retryable));
  say("rejected.http", rejected.httpStatus);
  say("rejected.api_code", rejected.apiCode);
  sayList("rejected.field_error", rejected.fieldErrors);

  const notFound = await failure(zoom.updateUser("nobody@example.com", { dept: "x" }));
  say("not_found.status", notFound.name);
  say("not_found.http", notFound.httpStatus);
  say("not_found.api_code", notFound.apiCode);
  say("not_found.api_message", notFound.apiMessage);

  const limited = await failure(client({ max_retries: 0 }).updateUser("rate-seconds@sandbox.test", { dept: "x" }));
  say("rate_limited.status", limited.name);
  say("rate_limited.retryable", Number(limited.retryable));
  say("rate_limited.http", limited.httpStatus);
  say("rate_limited.retry_after_is_given", limited.retryAfterMs > 0 ? "yes" : "no");
  say("rate_limited.header", limited.header("Retry-After"));

  const hurried = client({ timeout_ms: 1500, max_retries: 0 });
  const late = await failure(hurried.updateUser("slow-20000@sandbox.test", { dept: "x" }));
  say("timeout.status", late.name);
  say("timeout.http", late.httpStatus);
  say("timeout.message", late.message);

  say("cancel.status", (await cancelled(zoom)).name);
  say("cancel.again", (await zoom.updateUser(JANE, { dept: "Sales" })).name);

  const unauthorized = await failure(client({ token: "wrong" }).updateUser(JANE, { dept: "x" }));
  say("unauthorized.status", unauthorized.name);
  say("unauthorized.http", unauthorized.httpStatus);

  const lonely = client({ base_url: "http://127.0.0.1:1/v2", max_retries: 0 });
  const nobody = await failure(lonely.updateUser(JANE, { dept: "x" }));
  say("no_server.status", nobody.name);
  say("no_server.http", nobody.httpStatus);

  const options = { base_url: ZOOM_BASE_URL, ca_file: ZOOM_CA_FILE };
  const once = await zoomuser.updateUser(ZOOM_TOKEN, JANE, { cost_center: "one call" }, options);
  say("one_call.status", once.name);
  say("one_call.message", once.message);

  for await (const user of zoom.listUsers({ page_size: 2 })) say("list.user", user.email);

  const many = await zoom.updateUsers([["john@example.com", { cost_center: "many" }], ["nobody@example.com", { dept: "x" }]]);
  say("bulk.status", many.name);
  for (const row of many.rows) say("bulk.row", `${row.user_id} ${row.outcome}`);
  say("bulk.sent", many.counts.sent);
  say("bulk.failed", many.counts.failed);

  zoom.close();
  zoom.close();
  zoom[Symbol.dispose]();
  await zoom[Symbol.asyncDispose]();
  say("freed.twice", "ok");
  const refused = await zoom.updateUser(JANE, { dept: "x" }).then(() => "not refused", () => "refused");
  say("freed.used", refused);
}

main();
