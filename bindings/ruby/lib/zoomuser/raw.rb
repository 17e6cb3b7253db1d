# frozen_string_literal: true

# Made from the C API by `cargo xtask bindings`. Not to be changed by hand.

require "fiddle"

module Zoomuser
  # What the library declares.
  module Raw
    ABI_VERSION = 1

    VOID = Fiddle::TYPE_VOID
    INT32 = Fiddle::TYPE_INT32_T
    INT64 = Fiddle::TYPE_INT64_T
    SIZE = Fiddle::TYPE_SIZE_T
    TEXT = Fiddle::TYPE_CONST_STRING
    POINTER = Fiddle::TYPE_VOIDP

    # Name => types of the parameters, type of the result.
    FUNCTIONS = {
      zoom_update_user: [[TEXT, TEXT, TEXT, TEXT, POINTER, POINTER, SIZE], INT32],
      zoom_cleanup: [[], VOID],
      zoom_client_new: [[], POINTER],
      zoom_client_free: [[POINTER], VOID],
      zoom_client_set: [[POINTER, TEXT, TEXT], INT32],
      zoom_client_set_token_callback: [[POINTER, POINTER, POINTER], INT32],
      zoom_client_error: [[POINTER], TEXT],
      zoom_client_update_user: [[POINTER, TEXT, POINTER, POINTER], INT32],
      zoom_client_get_user: [[POINTER, TEXT, POINTER], INT32],
      zoom_client_list_users: [[POINTER, TEXT, TEXT, POINTER], INT32],
      zoom_client_plan: [[POINTER, TEXT, POINTER, POINTER], INT32],
      zoom_client_doctor: [[POINTER, POINTER], INT32],
      zoom_client_cancel: [[POINTER], VOID],
      zoom_user_patch_new: [[], POINTER],
      zoom_user_patch_free: [[POINTER], VOID],
      zoom_user_patch_set: [[POINTER, TEXT, TEXT], INT32],
      zoom_user_patch_set_int64: [[POINTER, TEXT, INT64], INT32],
      zoom_user_patch_set_bool: [[POINTER, TEXT, INT32], INT32],
      zoom_user_patch_set_json: [[POINTER, TEXT, TEXT], INT32],
      zoom_user_patch_set_null: [[POINTER, TEXT], INT32],
      zoom_user_patch_unset: [[POINTER, TEXT], INT32],
      zoom_user_patch_check: [[POINTER, POINTER], INT32],
      zoom_user_patch_error: [[POINTER], TEXT],
      zoom_form_new: [[], POINTER],
      zoom_form_free: [[POINTER], VOID],
      zoom_form_add: [[POINTER, TEXT, TEXT], INT32],
      zoom_form_add_part: [[POINTER, TEXT, TEXT, TEXT, TEXT, POINTER, SIZE], INT32],
      zoom_form_error: [[POINTER], TEXT],
      zoom_client_request: [[POINTER, TEXT, TEXT, TEXT, POINTER, SIZE, POINTER], INT32],
      zoom_client_request_form: [[POINTER, TEXT, TEXT, TEXT, POINTER, POINTER], INT32],
      zoom_client_render: [[POINTER, TEXT, POINTER, TEXT, POINTER], INT32],
      zoom_client_render_request: [[POINTER, TEXT, TEXT, TEXT, POINTER, SIZE, TEXT, POINTER], INT32],
      zoom_client_render_form: [[POINTER, TEXT, TEXT, TEXT, POINTER, TEXT, POINTER], INT32],
      zoom_bulk_new: [[], POINTER],
      zoom_bulk_free: [[POINTER], VOID],
      zoom_bulk_add: [[POINTER, TEXT, POINTER], INT32],
      zoom_bulk_add_file: [[POINTER, TEXT, TEXT], INT32],
      zoom_bulk_error: [[POINTER], TEXT],
      zoom_client_run_bulk: [[POINTER, POINTER, TEXT, POINTER, POINTER, POINTER], INT32],
      zoom_client_resume_bulk: [[POINTER, TEXT, TEXT, POINTER, POINTER, POINTER], INT32],
      zoom_client_undo_bulk: [[POINTER, TEXT, TEXT, POINTER, POINTER, POINTER], INT32],
      zoom_result_free: [[POINTER], VOID],
      zoom_result_status: [[POINTER], INT32],
      zoom_result_text: [[POINTER, TEXT], TEXT],
      zoom_result_number: [[POINTER, TEXT], INT64],
      zoom_result_header: [[POINTER, TEXT], TEXT],
      zoom_result_body: [[POINTER, POINTER], POINTER],
      zoom_result_count: [[POINTER, TEXT], SIZE],
      zoom_result_item: [[POINTER, TEXT, SIZE, TEXT], TEXT],
      zoom_text_copy: [[TEXT, POINTER, SIZE], SIZE],
      zoom_set_log_callback: [[INT32, POINTER, POINTER], INT32],
      zoom_abi_version: [[], -INT32],
      zoom_version: [[], TEXT],
      zoom_status_name: [[INT32], TEXT],
      zoom_status_text: [[INT32], TEXT],
      zoom_status_is_retryable: [[INT32], INT32],
      zoom_field_count: [[], SIZE],
      zoom_field_text: [[SIZE, TEXT], TEXT],
      zoom_option_count: [[], SIZE],
      zoom_option_text: [[SIZE, TEXT], TEXT],
      zoom_client_set_n: [[POINTER, TEXT, POINTER, SIZE], INT32],
      zoom_user_patch_set_n: [[POINTER, TEXT, POINTER, SIZE], INT32],
      zoom_user_patch_set_json_n: [[POINTER, TEXT, POINTER, SIZE], INT32],
    }.freeze

    # Name => types of the parameters, type of the result.
    CALLBACKS = {
      zoom_token_callback: [[POINTER, INT32, POINTER, SIZE], INT32],
      zoom_row_callback: [[POINTER, SIZE, POINTER], INT32],
      zoom_log_callback: [[INT32, POINTER, POINTER], VOID]
    }.freeze

    STATUS = {
      OK: 0,
      E_NULL: 1,
      E_ENCODING: 2,
      E_INVALID_ARGUMENT: 3,
      E_UNKNOWN_NAME: 4,
      E_INVALID_JSON: 5,
      E_BUSY: 7,
      E_MISSING_TOKEN: 8,
      E_CHECK_FAILED: 9,
      E_DNS: 20,
      E_CONNECT: 21,
      E_TLS: 22,
      E_TIMEOUT: 23,
      E_CANCELLED: 24,
      E_IO: 25,
      E_PROXY: 26,
      E_UNAUTHORIZED: 40,
      E_FORBIDDEN: 41,
      E_NOT_FOUND: 42,
      E_RATE_LIMITED: 43,
      E_REJECTED: 44,
      E_SERVER: 45,
      E_UNEXPECTED: 46,
      E_NOT_APPLIED: 47,
      E_UNCONFIRMED: 48,
      E_ROWS_FAILED: 49,
      E_PANIC: 90,
      E_OUT_OF_MEMORY: 91,
      E_INTERNAL: 92,
    }.freeze
  end
end
