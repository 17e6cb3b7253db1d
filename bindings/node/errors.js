// The ways in which a call can fail.

"use strict";

const raw = require("./raw");
const { refused } = require("./result");

/** A call did not do what it was asked. `result` says all of it. */
class ZoomError extends Error {
  constructor(result, options) {
    super(result.remedy === "" ? result.message : `${result.message} (${result.remedy})`, options);
    // Not shown by console.log, which shows the message and the code.
    Object.defineProperty(this, "result", { value: result });
    this.code = result.name;
  }

  get status() {
    return this.result.status;
  }

  get retryable() {
    return this.result.retryable;
  }
}

class CheckError extends ZoomError {
  get problems() {
    return this.result.problems;
  }
}

class TransportError extends ZoomError {}
class RequestTimeoutError extends TransportError {}
class AbortError extends TransportError {}

class ApiError extends ZoomError {
  get fieldErrors() {
    return this.result.fieldErrors;
  }
}

class UnauthorizedError extends ApiError {}
class ForbiddenError extends ApiError {}
class NotFoundError extends ApiError {}
class RateLimitedError extends ApiError {}
class RejectedError extends ApiError {}
class ServerError extends ApiError {}
class NotAppliedError extends ZoomError {}
class UnconfirmedError extends ZoomError {}

const CLASSES = {
  ENCODING: CheckError,
  INVALID_ARGUMENT: CheckError,
  UNKNOWN_NAME: CheckError,
  INVALID_JSON: CheckError,
  MISSING_TOKEN: CheckError,
  CHECK_FAILED: CheckError,
  DNS: TransportError,
  CONNECT: TransportError,
  TLS: TransportError,
  TIMEOUT: RequestTimeoutError,
  CANCELLED: AbortError,
  IO: TransportError,
  PROXY: TransportError,
  UNAUTHORIZED: UnauthorizedError,
  FORBIDDEN: ForbiddenError,
  NOT_FOUND: NotFoundError,
  RATE_LIMITED: RateLimitedError,
  REJECTED: RejectedError,
  SERVER: ServerError,
  UNEXPECTED: ApiError,
  NOT_APPLIED: NotAppliedError,
  UNCONFIRMED: UnconfirmedError,
};
const BY_STATUS = new Map(Object.entries(CLASSES).map(([name, Class]) => [raw.status[name], Class]));

for (const Class of [ZoomError, ...BY_STATUS.values()]) {
  Object.defineProperty(Class.prototype, "name", { value: Class.name, configurable: true, writable: true });
}

/** The error of a result that is not success. A defect of the library is a plain ZoomError. */
function errorOf(result, options) {
  return new (BY_STATUS.get(result.status) ?? ZoomError)(result, options);
}

/** The error of a call that was refused before it began. */
function failed(status, message, options) {
  return errorOf(refused(status, message), options);
}

module.exports = {
  errorOf, failed, ZoomError, CheckError, TransportError, RequestTimeoutError, AbortError, ApiError, UnauthorizedError,
  ForbiddenError, NotFoundError, RateLimitedError, RejectedError, ServerError, NotAppliedError, UnconfirmedError,
};
