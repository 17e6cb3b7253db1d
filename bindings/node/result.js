// The result of a call, copied at once.

"use strict";

const { bytesAt, library } = require("./library");
const raw = require("./raw");

const ROW = ["line", "user_id", "outcome", "status", "http_status", "api_code", "message", "hint", "tracking_id", "attempts",
  "waited_ms"];
const COUNTS = ["rows", "sent", "applied", "already", "ignored", "unverifiable", "refused", "failed", "drifted", "kept",
  "skipped", "in_doubt", "not_tried"];

/** A result. It never changes. */
class Result {
  constructor(members) {
    Object.assign(this, members);
    Object.freeze(this);
  }

  get ok() {
    return this.status === raw.status.OK;
  }

  /** The first response header with this name (case-insensitive), or "". */
  header(name) {
    const wanted = String(name).toLowerCase();
    return this.headers.find((header) => header.name.toLowerCase() === wanted)?.value ?? "";
  }
}

/** Reads a result of the library, and frees it. */
function take(handle) {
  const c = library();
  try {
    const status = c.zoom_result_status(handle);
    const text = (what) => c.zoom_result_text(handle, what);
    const number = (what) => c.zoom_result_number(handle, what);
    const list = (name, keys) => Object.freeze(Array.from({ length: Number(c.zoom_result_count(handle, name)) }, (_, i) =>
      Object.freeze(Object.fromEntries(keys.map((key) => [key, c.zoom_result_item(handle, name, i, key)])))));
    const length = [0];
    const body = c.zoom_result_body(handle, length);
    return new Result({
      ...named(status),
      message: text("message"),
      hint: text("hint"),
      httpStatus: number("http_status"),
      reason: text("reason"),
      apiCode: number("api_code"),
      apiMessage: text("api_message"),
      trackingId: text("tracking_id"),
      attempts: number("attempts"),
      waitedMs: number("waited_ms"),
      retryAfterMs: number("retry_after_ms"),
      fieldErrors: list("field_errors", ["field", "message"]),
      problems: list("problems", ["field", "message"]),
      warnings: list("warnings", ["field", "message"]),
      fields: list("fields", ["field", "outcome", "old", "new", "seen"]),
      checks: list("checks", ["name", "url", "outcome", "message", "hint"]),
      headers: list("headers", ["name", "value"]),
      users: list("users", ["id", "email", "json"]),
      nextPageToken: text("next_page_token"),
      rows: list("rows", ROW),
      counts: Object.freeze(Object.fromEntries(COUNTS.map((name) => [name, number(name)]))),
      exit: number("exit"),
      run: text("run"),
      why: text("why"),
      head: text("head"),
      body: bytesAt(body, Number(length[0])),
      user: members(list("user", ["name", "value"])),
      userJson: text("user"),
      rendered: text("rendered"),
      json: text("json"),
    });
  } finally {
    c.zoom_result_free(handle);
  }
}

/** A result without a call: what was refused before it began. */
function refused(status, message) {
  const none = Object.freeze([]);
  return new Result({
    ...named(status), message, hint: "", httpStatus: -1, reason: "", apiCode: -1, apiMessage: "", trackingId: "",
    attempts: 0, waitedMs: 0, retryAfterMs: -1, fieldErrors: none, problems: none, warnings: none, fields: none, checks: none,
    users: none, nextPageToken: "", rows: none, counts: Object.freeze(Object.fromEntries(COUNTS.map((name) => [name, -1]))), exit: -1, run: "", why: "", headers: none, head: "", body: Buffer.alloc(0), user: members(none), userJson: "", rendered: "", json: "",
  });
}

function named(status) {
  const c = library();
  return { status, name: c.zoom_status_name(status), retryable: c.zoom_status_is_retryable(status) !== 0 };
}

function members(items) {
  const user = Object.create(null);
  for (const { name, value } of items) user[name] = value;
  return Object.freeze(user);
}

module.exports = { Result, refused, take };
