// Made from the C API by `cargo xtask bindings`. Not to be changed by hand.

/** The numbers of the statuses. */
export declare const Status: {
  readonly OK: 0;
  readonly NULL: 1;
  readonly ENCODING: 2;
  readonly INVALID_ARGUMENT: 3;
  readonly UNKNOWN_NAME: 4;
  readonly INVALID_JSON: 5;
  readonly BUSY: 7;
  readonly MISSING_TOKEN: 8;
  readonly CHECK_FAILED: 9;
  readonly DNS: 20;
  readonly CONNECT: 21;
  readonly TLS: 22;
  readonly TIMEOUT: 23;
  readonly CANCELLED: 24;
  readonly IO: 25;
  readonly PROXY: 26;
  readonly UNAUTHORIZED: 40;
  readonly FORBIDDEN: 41;
  readonly NOT_FOUND: 42;
  readonly RATE_LIMITED: 43;
  readonly REJECTED: 44;
  readonly SERVER: 45;
  readonly UNEXPECTED: 46;
  readonly NOT_APPLIED: 47;
  readonly UNCONFIRMED: 48;
  readonly ROWS_FAILED: 49;
  readonly PANIC: 90;
  readonly OUT_OF_MEMORY: 91;
  readonly INTERNAL: 92;
};

/** The name of a status, as in docs/errors.md. */
export type StatusName =
  | "ZOOM_OK"
  | "ZOOM_E_NULL"
  | "ZOOM_E_ENCODING"
  | "ZOOM_E_INVALID_ARGUMENT"
  | "ZOOM_E_UNKNOWN_NAME"
  | "ZOOM_E_INVALID_JSON"
  | "ZOOM_E_BUSY"
  | "ZOOM_E_MISSING_TOKEN"
  | "ZOOM_E_CHECK_FAILED"
  | "ZOOM_E_DNS"
  | "ZOOM_E_CONNECT"
  | "ZOOM_E_TLS"
  | "ZOOM_E_TIMEOUT"
  | "ZOOM_E_CANCELLED"
  | "ZOOM_E_IO"
  | "ZOOM_E_PROXY"
  | "ZOOM_E_UNAUTHORIZED"
  | "ZOOM_E_FORBIDDEN"
  | "ZOOM_E_NOT_FOUND"
  | "ZOOM_E_RATE_LIMITED"
  | "ZOOM_E_REJECTED"
  | "ZOOM_E_SERVER"
  | "ZOOM_E_UNEXPECTED"
  | "ZOOM_E_NOT_APPLIED"
  | "ZOOM_E_UNCONFIRMED"
  | "ZOOM_E_ROWS_FAILED"
  | "ZOOM_E_PANIC"
  | "ZOOM_E_OUT_OF_MEMORY"
  | "ZOOM_E_INTERNAL";

/** The name of an option, as in docs/options.md. */
export type OptionName =
  | "token"
  | "account_id"
  | "client_id"
  | "client_secret"
  | "token_url"
  | "token_cache"
  | "base_url"
  | "encoding"
  | "check"
  | "timeout_ms"
  | "connect_timeout_ms"
  | "deadline_ms"
  | "max_retries"
  | "plan"
  | "rate_share"
  | "rate_file"
  | "share"
  | "share_password"
  | "share_required"
  | "share_fallback"
  | "proxy"
  | "connect_to"
  | "ca_file"
  | "system_roots"
  | "cert_file"
  | "key_file"
  | "user_agent"
  | "sub_account_id"
  | "keep"
  | "confirm"
  | "only_changes";

/** The name of a field, as in docs/fields.md. */
export type FieldName =
  | "first_name"
  | "last_name"
  | "display_name"
  | "type"
  | "pmi"
  | "use_pmi"
  | "timezone"
  | "language"
  | "dept"
  | "vanity_name"
  | "host_key"
  | "cms_user_id"
  | "job_title"
  | "company"
  | "location"
  | "phone_number"
  | "phone_country"
  | "custom_attributes"
  | "group_id"
  | "phone_numbers"
  | "manager"
  | "pronouns"
  | "pronouns_option"
  | "plan_united_type"
  | "zoom_one_type"
  | "feature"
  | "about_me"
  | "linkedin_url"
  | "cost_center"
  | "division_ids"
  | "license_info_list"
  | "login_type"
  | "remove_tsp_credentials";

/** The name of an option of updateUsers and updateFile. */
export type RunOptionName =
  | "run"
  | "no_read"
  | "canary"
  | "stop_at"
  | "max_time"
  | "max_loss"
  | "wait_day"
  | "strict"
  | "jobs"
  | "skip_bad_rows"
  | "duplicates"
  | "junit";

/** The name of an option of resumeUsers. */
export type ResumeOptionName =
  | "stop_at"
  | "max_time"
  | "wait_day"
  | "strict"
  | "jobs"
  | "retry"
  | "junit";

/** The name of an option of undoUsers. */
export type UndoOptionName =
  | "run"
  | "stop_at"
  | "max_time"
  | "max_loss"
  | "wait_day"
  | "jobs"
  | "junit";

/** The name of an option of the file of updateFile. */
export type TableOptionName =
  | "format"
  | "delimiter"
  | "encoding"
  | "map"
  | "ignore_column"
  | "clear"
  | "part"
  | "duplicates";

/** The name of an outcome of a row, as in docs/bulk.md. */
export type RowOutcome =
  | "sent"
  | "applied"
  | "already"
  | "ignored"
  | "unverifiable"
  | "refused"
  | "failed"
  | "drifted"
  | "kept"
  | "skipped"
  | "in-doubt"
  | "not-tried";

/** The name of a number of rows. */
export type CountName =
  | "rows"
  | "sent"
  | "applied"
  | "already"
  | "ignored"
  | "unverifiable"
  | "refused"
  | "failed"
  | "drifted"
  | "kept"
  | "skipped"
  | "in_doubt"
  | "not_tried";
