/// <reference types="node" />

// Changes a Zoom user (PATCH /v2/users/{userId}).
//
//     const zoomuser = require("zoomuser");
//     using client = new zoomuser.Client({ token: process.env.ZOOM_TOKEN });
//     await client.updateUser("ada@example.com", { dept: "Research", type: 2 });
//
// Names of fields, options and statuses are those of the library's tables; all other names are JavaScript's.

import type {
  CountName, FieldName, OptionName, ResumeOptionName, RowOutcome, RunOptionName, StatusName, UndoOptionName,
} from "./names";
export { Status } from "./names";
export type { CountName, FieldName, OptionName, RowOutcome, StatusName } from "./names";

/**
 * Loads the library from `path`, else from where the system finds it. Not needed if the system finds it.
 * Throws if there is none, or one of another ABI. Load it before other packages load libraries with koffi.
 */
export function load(path?: string): void;
/** The version of the library. */
export function version(): string;
/** The number of its ABI. */
export function abiVersion(): number;
/** The name of a status, "" for an unknown number. */
export function statusName(status: number): StatusName | "";
/** What a status means, in one line. */
export function statusText(status: number): string;
/** Closes the connections that `updateUser` keeps. Never needed. */
export function cleanup(): void;

/** JSON that is sent unchanged. */
export interface Json {
  readonly text: string;
}
/** JSON for a field, sent unchanged: `custom_attributes: json('[...]')`. Throws a TypeError if it is none. */
export function json(text: string): Json;

/**
 * The value of a field. A number must be whole and below 2 ** 53, a BigInt fits into 64 bits. `null` is JSON null; a field
 * that is `undefined` is left out; "" empties a text. Arrays and plain objects become JSON; what JSON cannot hold exactly
 * (a Map, NaN, an unpaired surrogate) is a TypeError or a RangeError.
 */
export type FieldValue = string | number | bigint | boolean | null | Json | readonly unknown[] | { readonly [name: string]: unknown };
/** The fields to change, sent in their order. Unknown names are refused by the check, before anything is sent. */
export type Fields = { readonly [name in FieldName]?: FieldValue | undefined };

/**
 * Gives an access token, or a promise of one. It is asked before each call, and once more with `wasRefused` if Zoom refuses
 * the token; where it then gives another, the call is repeated once. What it throws is what the call rejects with.
 * It must not use the client that asks.
 */
export type TokenFunction = (why: { wasRefused: boolean }) => string | Promise<string>;
/** Options, as in docs/options.md. Times are milliseconds. `undefined` is left out, "" is the default. */
export type Options = { readonly [name in Exclude<OptionName, "token">]?: OptionValue | undefined } & {
  readonly token?: string | TokenFunction | undefined;
};
export type OptionValue = string | number | bigint | boolean;

export interface CallOptions {
  /** Ends the call: it rejects with an AbortError, whose `cause` is the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/** Which users are listed. */
export interface ListOptions {
  /** "active" is the default. */
  readonly status?: "active" | "inactive" | "pending" | undefined;
  readonly role_id?: string | undefined;
  readonly license?: string | undefined;
  readonly group_id?: string | undefined;
  readonly include_fields?: "custom_attributes" | "host_key" | undefined;
  /** Users in a page, 1 to 300; 300 is the default. */
  readonly page_size?: number | undefined;
}

/** The options of runs of many users, with the words of `zoomuser bulk`. */
export interface BulkOptions {
  /** A folder that is made, for the journal, the results and the report; only a run with a folder can be resumed and undone. */
  readonly run?: string | undefined;
  /** Send every field without reading the users. */
  readonly no_read?: boolean | undefined;
  /** So many rows are sent first, and all of them must be applied. */
  readonly canary?: number | undefined;
  /** Stop if more than this percentage of at least 50 rows failed: "20%" is the default, "off" never. */
  readonly stop_at?: string | undefined;
  /** Begin no row after this time: seconds, "50m", "2h". */
  readonly max_time?: string | number | undefined;
  /** How many rows may take something away: a number or "20%"; by default 10 rows or 5 %, whichever is more. */
  readonly max_loss?: string | number | undefined;
  /** Wait for 00:00 UTC if the account's requests of the day are used up. */
  readonly wait_day?: boolean | undefined;
  /** Read each user again, and leave out those that no longer have the plan's values. */
  readonly strict?: boolean | undefined;
  /** The most calls at a time, 1 to 64. */
  readonly jobs?: number | undefined;
  /** Send the other rows although the check refuses some. */
  readonly skip_bad_rows?: boolean | undefined;
  /** Two rows of one user: "refuse" is the default. */
  readonly duplicates?: "refuse" | "in-order" | undefined;
  /** Which rows that failed are tried again: "retryable" is the default. */
  readonly retry?: "nothing" | "retryable" | "failed" | undefined;
  /** A file for the rows as JUnit XML; needs `run`. */
  readonly junit?: string | undefined;
}
/** Those of updateUsers and updateFile. */
export type RunOptions = Pick<BulkOptions, RunOptionName>;
/** Those of resumeUsers. */
export type ResumeOptions = Pick<BulkOptions, ResumeOptionName>;
/** Those of undoUsers. */
export type UndoOptions = Pick<BulkOptions, UndoOptionName>;

/** How the file of updateFile is read. */
export interface TableOptions {
  readonly format?: "csv" | "jsonl" | undefined;
  /** One character, or "tab". */
  readonly delimiter?: string | undefined;
  /** Its encoding, e.g. "windows-1252". */
  readonly encoding?: string | undefined;
  /** The field of a header: `{ Abteilung: "dept" }`. */
  readonly map?: { readonly [header: string]: string } | undefined;
  /** A header, or several. */
  readonly ignore_column?: string | readonly string[] | undefined;
  /** The word in a cell that clears the field. */
  readonly clear?: string | undefined;
  /** The rows of a part of the users: "2/4". */
  readonly part?: `${number}/${number}` | undefined;
  /** Two rows of one user: "refuse" is the default. */
  readonly duplicates?: "refuse" | "in-order" | undefined;
}

/** A part of a multipart/form-data body. */
export interface Part {
  readonly name?: string;
  readonly fileName?: string | undefined;
  readonly contentType?: string | undefined;
  readonly charset?: string | undefined;
  /** Text is sent as UTF-8. */
  readonly value?: string | NodeJS.ArrayBufferView | undefined;
}

export interface RequestContent {
  readonly headers?: { readonly [name: string]: string | undefined } | undefined;
  /** Text is sent as UTF-8; "application/json" unless a header says otherwise. */
  readonly body?: string | NodeJS.ArrayBufferView | undefined;
  /** In the place of a body. */
  readonly form?: readonly Part[] | undefined;
}

/** Forms in which a request can be shown. */
export type Format = "http" | "json" | "curl" | "curl-cmd" | "curl-powershell" | "postman";

/**
 * A client for one Zoom account. Its calls wait for one another; use several clients to make several at a time, and
 * UV_THREADPOOL_SIZE where that is more than 4. All promises reject with a ZoomError, or a TypeError or RangeError.
 */
export class Client {
  /** Throws a CheckError if an option is not usable. */
  constructor(options?: Options);
  /** Sets an option. While a call is running it throws a ZoomError, ZOOM_E_BUSY. */
  set<Name extends OptionName>(option: Name, value: NonNullable<Options[Name]>): this;
  /** PATCH /users/{userId}: fulfilled by a completely received 204 and nothing else. */
  updateUser(userId: string, fields: Fields, options?: CallOptions): Promise<Result>;
  /** GET /users/{userId}: see `user` and `userJson` of the result. */
  getUser(userId: string, options?: CallOptions): Promise<Result>;
  /**
   * What updateUser would change: `fields` of the result has an outcome for each field, "differs", "already" or
   * "unverifiable". Reads the user; sends no update.
   */
  plan(userId: string, fields: Fields, options?: CallOptions): Promise<Result>;
  /**
   * Checks what an update needs (docs/doctor.md) and changes nothing: see `checks` of the result. A failed check is
   * no error; the result then has the status of the first that did.
   */
  doctor(options?: CallOptions): Promise<Result>;
  /** The users of the account, as Zoom shows them, page by page: `for await (const user of client.listUsers())`. */
  listUsers(options?: ListOptions, call?: CallOptions): AsyncGenerator<{ readonly [name: string]: unknown }, void, undefined>;
  /**
   * Changes many users, given as pairs of user and fields: checks every row before it sends the first, and sends only what
   * differs. See `rows` and `counts` of the result, which is there however the run ended; rejects if it was not begun.
   */
  updateUsers(rows: Iterable<readonly [userId: string, fields: Fields]>, options?: RunOptions & CallOptions): Promise<Result>;
  /** The same for a file: CSV or JSON Lines. `table` says how it is read. */
  updateFile(path: string, options?: RunOptions & CallOptions & { readonly table?: TableOptions | undefined }): Promise<Result>;
  /** Goes on with a run that was stopped or killed, named by its folder, or by the file of which it is the latest run. */
  resumeUsers(folder: string, options?: ResumeOptions & CallOptions): Promise<Result>;
  /** Undoes a run, named in the same way: puts the values back that users had before it, where nobody changed them since. */
  undoUsers(folder: string, options?: UndoOptions & CallOptions): Promise<Result>;
  /** The request that updateUser would send, as `rendered` of the result; sends nothing. The token is not in it. */
  render(userId: string, fields: Fields, format?: Format): Promise<Result>;
  /** Sends a custom request, as zoom_client_request and zoom_client_request_form in the C header. */
  request(method: string, path: string, content?: RequestContent & CallOptions): Promise<Result>;
  /** The request that `request` would send, as `rendered` of the result; sends nothing. */
  renderRequest(method: string, path: string, content?: RequestContent & { readonly format?: Format }): Promise<Result>;
  /** No further calls; frees the client when the running ones have ended. May be called twice. */
  close(): void;
  [Symbol.dispose](): void;
  /** Closes, and waits for the running calls. */
  [Symbol.asyncDispose](): Promise<void>;
}

/** Everything in one call; the connection is kept for the next with the same token and options. */
export function updateUser(token: string, userId: string, fields: Fields | string, options?: Options & { readonly token?: string | undefined }): Promise<Result>;
/** Validates fields without sending them. Throws a CheckError with `problems`. */
export function check(fields: Fields): Result;

export interface Item {
  /** "" where it is about the whole. */
  readonly field: string;
  readonly message: string;
}
export interface Header {
  readonly name: string;
  readonly value: string;
}
/** The confirmation of a field that was set, with the options confirm and only_changes. */
export interface FieldOutcome {
  readonly field: string;
  readonly outcome: "applied" | "already" | "ignored" | "unverifiable" | "differs";
  readonly old: string;
  readonly new: string;
  readonly seen: string;
}

/** How a row of updateUsers ended. */
export interface Row {
  readonly line: string;
  readonly user_id: string;
  readonly outcome: RowOutcome;
  readonly status: string;
  readonly http_status: string;
  readonly api_code: string;
  readonly message: string;
  readonly hint: string;
  readonly tracking_id: string;
  readonly attempts: string;
  readonly waited_ms: string;
}

/** What `doctor` found of one thing that an update needs. */
export interface Check {
  readonly name: string;
  /** Of the server that it is about, or "". */
  readonly url: string;
  readonly outcome: "ok" | "warning" | "failed" | "skipped";
  readonly message: string;
  readonly hint: string;
}

/** The result of a call. Texts are "" and numbers -1 where there is none. */
export class Result {
  private constructor();
  readonly status: number;
  readonly name: StatusName;
  readonly ok: boolean;
  /** Whether the same call may succeed later without a change. */
  readonly retryable: boolean;
  /** One line, never empty. */
  readonly message: string;
  /** What to do about it. */
  readonly hint: string;
  readonly httpStatus: number;
  /** The reason phrase after the HTTP status. */
  readonly reason: string;
  /** Zoom's error code. */
  readonly apiCode: number;
  /** Zoom's error message. */
  readonly apiMessage: string;
  /** The tracking id, for Zoom's support. */
  readonly trackingId: string;
  readonly attempts: number;
  readonly waitedMs: number;
  readonly retryAfterMs: number;
  readonly fieldErrors: readonly Item[];
  readonly problems: readonly Item[];
  readonly warnings: readonly Item[];
  readonly fields: readonly FieldOutcome[];
  /** After doctor. */
  readonly checks: readonly Check[];
  /** A page of listUsers. */
  readonly users: readonly { readonly id: string; readonly email: string; readonly json: string }[];
  readonly nextPageToken: string;
  /** After updateUsers: every row. */
  readonly rows: readonly Row[];
  /** After updateUsers: the rows by outcome. */
  readonly counts: { readonly [name in CountName]: number };
  /** After updateUsers: the exit code of the command line. */
  readonly exit: number;
  /** After updateUsers: the folder of the run. */
  readonly run: string;
  /** After updateUsers: why the run ended, "finished" if every row was handled; "" if none was begun. */
  readonly why: string;
  readonly headers: readonly Header[];
  /** The first header with this name (case-insensitive), or "". */
  header(name: string): string;
  /** The response head as received. */
  readonly head: string;
  /** The response body, at most its first mebibyte. */
  readonly body: Buffer;
  /** After getUser: what reading shows, by name; values that are not text are JSON. */
  readonly user: { readonly [name: string]: string | undefined };
  /** After getUser: the user as Zoom's JSON text. */
  readonly userJson: string;
  /** What render made. */
  readonly rendered: string;
  /** The whole result as a JSON object. */
  readonly json: string;
}

/** The call failed. `message` ends with the hint, if one is known. */
export class ZoomError extends Error {
  constructor(result: Result, options?: ErrorOptions);
  readonly result: Result;
  readonly code: StatusName;
  readonly status: number;
  readonly retryable: boolean;
}
/** What was given is not right: a field, an argument, an option or the missing token. Nothing was sent. */
export class CheckError extends ZoomError {
  readonly problems: readonly Item[];
}
/** A network failure. Whether the update was made is not known when `result.attempts` is above 0. */
export class TransportError extends ZoomError {}
/** It took longer than timeout_ms, connect_timeout_ms or deadline_ms allow; the message names the one. */
export class RequestTimeoutError extends TransportError {}
/** The call was cancelled. */
export class AbortError extends TransportError {}
/** Zoom answered, and the update is not made. Itself for a response that is not one of this operation's. */
export class ApiError extends ZoomError {
  readonly fieldErrors: readonly Item[];
}
export class UnauthorizedError extends ApiError {}
export class ForbiddenError extends ApiError {}
export class NotFoundError extends ApiError {}
export class RateLimitedError extends ApiError {}
export class RejectedError extends ApiError {}
export class ServerError extends ApiError {}
/** With confirm: Zoom answered 204, but reading the user does not show what was set. */
export class NotAppliedError extends ZoomError {}
/** With confirm: Zoom answered 204, but the user could not be read again. */
export class UnconfirmedError extends ZoomError {}

/** The fields that the library knows. */
export function fields(): { name: FieldName; kind: string; place: string; limits: string; help: string; read_back: string; deprecated: string }[];
/** The options that it knows. */
export function options(): { name: OptionName; kind: string; default: string; help: string }[];
