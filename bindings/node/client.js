// A client, and the calls.

"use strict";

const { errorOf, failed } = require("./errors");
const { membersOf, newPatch, objectOf, optionOf } = require("./fields");
const { kindOf, library, textOf } = require("./library");
const raw = require("./raw");
const { bodyOf, headerLines, newForm } = require("./request");
const { take } = require("./result");

/** How often to repeat a cancellation: it has no effect on a call that has not begun. */
const CANCEL_EVERY_MS = 5;

/** The clients whose calls are running. A process that ends would else wait for them. */
const running = new Set();
process.on("exit", () => running.forEach((pointer) => library().zoom_client_cancel(pointer)));

const collected = new FinalizationRegistry((pointer) => library().zoom_client_free(pointer));

class Client {
  #pointer = library().zoom_client_new();
  #isOpen = true;
  #calls = 0;
  #last = Promise.resolve();
  #giveToken = null;
  #token = null;

  constructor(options = {}) {
    collected.register(this, this.#pointer, this);
    try {
      for (const [name, value] of membersOf(options, "options")) this.set(name, value);
    } catch (error) {
      this.close();
      throw error;
    }
  }

  set(option, value) {
    this.#open();
    const isFunction = option === "token" && typeof value === "function";
    this.#set(textOf(option, "option"), isFunction ? "" : optionOf(value, option));
    if (option === "token") this.#giveToken = isFunction ? value : null;
    return this;
  }

  #set(option, text) {
    const c = library();
    const status = c.zoom_client_set(this.#pointer, option, text);
    if (status !== raw.status.OK) {
      throw failed(status, c.zoom_client_error(this.#pointer) || c.zoom_status_text(status));
    }
    if (option === "token") this.#token = text;
  }

  /** Asks the token function for a token; whether it is another one. */
  async #renewToken(wasRefused) {
    const token = textOf(await this.#giveToken({ wasRefused }), "token function");
    if (token === this.#token) return false;
    this.#set("token", token);
    return true;
  }

  async updateUser(userId, fields, { signal } = {}) {
    const id = textOf(userId, "userId");
    return this.#withPatch(fields, signal, "zoom_client_update_user", (patch) => [id, patch]);
  }

  async getUser(userId, { signal } = {}) {
    const id = textOf(userId, "userId");
    return this.#call(signal, "zoom_client_get_user", [id]);
  }

  async plan(userId, fields, { signal } = {}) {
    const id = textOf(userId, "userId");
    return this.#withPatch(fields, signal, "zoom_client_plan", (patch) => [id, patch]);
  }

  async doctor({ signal } = {}) {
    try {
      return await this.#call(signal, "zoom_client_doctor", []);
    } catch (error) {
      if (error.result?.checks.length) return error.result;
      throw error;
    }
  }

  async *listUsers(options = {}, { signal } = {}) {
    const query = jsonOf(options, "options");
    let token = "";
    do {
      const page = await this.#call(signal, "zoom_client_list_users", [query, token]);
      for (const { json } of page.users) yield JSON.parse(json);
      token = page.nextPageToken;
    } while (token !== "");
  }

  async updateUsers(rows, { signal, ...options } = {}) {
    return this.#bulk(signal, options, (bulk) => {
      for (const row of rows) {
        if (!Array.isArray(row) || row.length !== 2) {
          throw new TypeError("zoomuser: rows: expected pairs [userId, fields]");
        }
        const id = textOf(row[0], "userId");
        const patch = newPatch(row[1]);
        try {
          accepted(library().zoom_bulk_add(bulk, id, patch), bulk);
        } finally {
          library().zoom_user_patch_free(patch);
        }
      }
    });
  }

  async updateFile(path, { table = {}, signal, ...options } = {}) {
    const file = textOf(path, "path");
    const how = jsonOf(table, "table");
    return this.#bulk(signal, options, (bulk) => accepted(library().zoom_bulk_add_file(bulk, file, how), bulk));
  }

  async resumeUsers(folder, { signal, ...options } = {}) {
    const parameters = [textOf(folder, "folder"), jsonOf(options, "options"), null, null];
    return this.#run(signal, "zoom_client_resume_bulk", parameters);
  }

  async undoUsers(folder, { signal, ...options } = {}) {
    const parameters = [textOf(folder, "folder"), jsonOf(options, "options"), null, null];
    return this.#run(signal, "zoom_client_undo_bulk", parameters);
  }

  async #bulk(signal, options, fill) {
    const given = jsonOf(options, "options");
    const bulk = library().zoom_bulk_new();
    try {
      fill(bulk);
      return await this.#run(signal, "zoom_client_run_bulk", [bulk, given, null, null]);
    } finally {
      library().zoom_bulk_free(bulk);
    }
  }

  /** The result of a run that was begun, however it ended. */
  async #run(signal, name, parameters) {
    try {
      return await this.#call(signal, name, parameters);
    } catch (error) {
      if (error.result?.why && !signal?.aborted) return error.result;
      throw error;
    }
  }

  async render(userId, fields, format = "http") {
    const id = textOf(userId, "userId");
    const form = textOf(format, "format");
    return this.#withPatch(fields, undefined, "zoom_client_render", (patch) => [id, patch, form]);
  }

  async request(method, path, { headers, body, form, signal } = {}) {
    return this.#request("zoom_client_request", method, path, headers, body, form, signal, []);
  }

  async renderRequest(method, path, { headers, body, form, format = "http" } = {}) {
    const end = [textOf(format, "format")];
    const names = form === undefined ? "zoom_client_render_request" : "zoom_client_render";
    return this.#request(names, method, path, headers, body, form, undefined, end);
  }

  async #request(name, method, path, headers, body, form, signal, end) {
    const start = [textOf(method, "method"), textOf(path, "path"), headerLines(headers)];
    if (form === undefined) {
      const bytes = bodyOf(body);
      return this.#call(signal, name, [...start, bytes, bytes?.length ?? 0, ...end]);
    }
    if (body !== undefined) throw new TypeError("zoomuser: form: expected a body or a form, got both");
    const parts = newForm(form);
    try {
      return await this.#call(signal, `${name}_form`, [...start, parts, ...end]);
    } finally {
      library().zoom_form_free(parts);
    }
  }

  async #withPatch(fields, signal, name, parameters) {
    const patch = newPatch(fields);
    try {
      return await this.#call(signal, name, parameters(patch));
    } finally {
      library().zoom_user_patch_free(patch);
    }
  }

  /** Makes a call when those before it have ended: the library takes one at a time of a client. */
  async #call(signal, name, parameters) {
    this.#open();
    if (signal !== undefined && typeof signal?.addEventListener !== "function") {
      throw new TypeError(`zoomuser: signal: expected an AbortSignal, got ${kindOf(signal)}`);
    }
    const cancel = () => library().zoom_client_cancel(this.#pointer);
    let timer = null;
    let hasBegun = false;
    let stop;
    const stopped = new Promise((_, reject) => {
      stop = () => {
        if (!hasBegun) return reject(aborted(signal));
        cancel();
        timer = setInterval(cancel, CANCEL_EVERY_MS);
      };
    });
    const begin = async () => {
      if (signal?.aborted) throw aborted(signal);
      if (this.#giveToken !== null && !name.startsWith("zoom_client_render")) await this.#renewToken(false);
      if (signal?.aborted) throw aborted(signal);
      hasBegun = true;
      // A run of many users is not begun a second time.
      return this.#send(library()[name], [this.#pointer, ...parameters], !name.endsWith("_bulk"));
    };
    this.#calls += 1;
    const call = this.#last.then(begin).finally(() => this.#ended());
    this.#last = call.catch(() => {});
    signal?.addEventListener("abort", stop, { once: true });
    if (signal?.aborted) stop();
    try {
      return succeeded(await Promise.race([call, stopped]), signal);
    } finally {
      clearInterval(timer);
      signal?.removeEventListener("abort", stop);
    }
  }

  /** Sends what is to be sent, and once more where Zoom refused the token and there is another. */
  async #send(f, parameters, mayRepeat) {
    running.add(this.#pointer);
    try {
      const result = await start(f, parameters);
      const isRefused = result.status === raw.status.UNAUTHORIZED && this.#giveToken !== null && mayRepeat;
      return isRefused && await this.#renewToken(true) ? await start(f, parameters) : result;
    } finally {
      running.delete(this.#pointer);
    }
  }

  #ended() {
    this.#calls -= 1;
    this.#freeIfUnused();
  }

  #open() {
    if (!this.#isOpen) throw new Error("zoomuser: the client is closed");
  }

  close() {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    collected.unregister(this);
    this.#freeIfUnused();
  }

  #freeIfUnused() {
    if (!this.#isOpen && this.#calls === 0) library().zoom_client_free(this.#pointer);
  }

  [Symbol.dispose]() {
    this.close();
  }

  async [Symbol.asyncDispose]() {
    this.close();
    await this.#last;
  }
}

/** What was added, unless the library refused it. */
function accepted(status, bulk) {
  if (status !== raw.status.OK) throw failed(status, library().zoom_bulk_error(bulk));
}

/** Options of a list or a run as a JSON object. */
function jsonOf(options, what) {
  return textOf(JSON.stringify(Object.fromEntries(membersOf(options, what))), what);
}

/** The error of a call that never began. */
function aborted(signal) {
  return failed(raw.status.CANCELLED, "the call was cancelled before it began", { cause: signal.reason });
}

/** Runs a function of the library off the event loop; its last parameters are where it puts the result, and `more`. */
function start(f, parameters, more = []) {
  const out = [null];
  const all = [...parameters, out, ...more];
  return new Promise((resolve, reject) => {
    f.async(...all, (error) => {
      // Until here, `all` keeps the bytes of a body where they are.
      if (error || all.length === 0) return reject(error);
      try {
        resolve(take(out[0]));
      } catch (defect) {
        reject(defect);
      }
    });
  });
}

/** The result, if it is one of success. */
function succeeded(result, signal) {
  if (result.ok) return result;
  throw errorOf(result, signal?.aborted ? { cause: signal.reason } : undefined);
}

async function updateUser(token, userId, fields, options = {}) {
  const texts = membersOf(options, "options").map(([name, value]) => [name, optionOf(value, name)]);
  const parameters = [
    textOf(token, "token"),
    textOf(userId, "userId"),
    typeof fields === "string" ? textOf(fields, "fields") : objectOf(membersOf(fields, "fields"), "fields"),
    objectOf(texts, "options"),
  ];
  return succeeded(await start(library().zoom_update_user, parameters, [null, 0]));
}

function check(fields) {
  const c = library();
  const patch = newPatch(fields);
  try {
    const out = [null];
    c.zoom_user_patch_check(patch, out);
    return succeeded(take(out[0]));
  } finally {
    c.zoom_user_patch_free(patch);
  }
}

module.exports = { Client, check, updateUser };
