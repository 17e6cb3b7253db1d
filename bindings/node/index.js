// Changes a Zoom user from Node. What there is, and how it is used: index.d.ts.

"use strict";

const { Client, updateUser, check } = require("./client");
const errors = require("./errors");
const { Json } = require("./fields");
const { int32Of, load, library } = require("./library");
const raw = require("./raw");
const { Result } = require("./result");

exports.load = (path) => void load(path);
exports.version = () => library().zoom_version();
exports.abiVersion = () => library().zoom_abi_version();
exports.statusName = (status) => library().zoom_status_name(int32Of(status, "status"));
exports.statusText = (status) => library().zoom_status_text(int32Of(status, "status"));
exports.cleanup = () => library().zoom_cleanup();
exports.Status = raw.status;

exports.Client = Client;
exports.Result = Result;
exports.updateUser = updateUser;
exports.check = check;
exports.json = (text) => new Json(text);

exports.fields = () => catalogue("field", ["name", "kind", "place", "limits", "help", "read_back", "deprecated"]);
exports.options = () => catalogue("option", ["name", "kind", "default", "help"]);

exports.ZoomError = errors.ZoomError;
exports.CheckError = errors.CheckError;
exports.TransportError = errors.TransportError;
exports.RequestTimeoutError = errors.RequestTimeoutError;
exports.AbortError = errors.AbortError;
exports.ApiError = errors.ApiError;
exports.UnauthorizedError = errors.UnauthorizedError;
exports.ForbiddenError = errors.ForbiddenError;
exports.NotFoundError = errors.NotFoundError;
exports.RateLimitedError = errors.RateLimitedError;
exports.RejectedError = errors.RejectedError;
exports.ServerError = errors.ServerError;
exports.NotAppliedError = errors.NotAppliedError;
exports.UnconfirmedError = errors.UnconfirmedError;

function catalogue(noun, columns) {
  const count = library()[`zoom_${noun}_count`]();
  const text = library()[`zoom_${noun}_text`];
  return Array.from({ length: Number(count) }, (_, i) =>
    Object.fromEntries(columns.map((what) => [what, text(i, what)])));
}
