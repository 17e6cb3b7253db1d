! Made from the C API by `cargo xtask bindings`. Not to be changed by hand.

module zoomuser_constants
  use, intrinsic :: iso_c_binding, only: c_int32_t
  implicit none
  public
  private :: c_int32_t

  integer(c_int32_t), parameter :: ZOOM_ABI = 1
  integer(c_int32_t), parameter :: ZOOM_OK = 0
  integer(c_int32_t), parameter :: ZOOM_E_NULL = 1
  integer(c_int32_t), parameter :: ZOOM_E_ENCODING = 2
  integer(c_int32_t), parameter :: ZOOM_E_INVALID_ARGUMENT = 3
  integer(c_int32_t), parameter :: ZOOM_E_UNKNOWN_NAME = 4
  integer(c_int32_t), parameter :: ZOOM_E_INVALID_JSON = 5
  integer(c_int32_t), parameter :: ZOOM_E_BUSY = 7
  integer(c_int32_t), parameter :: ZOOM_E_MISSING_TOKEN = 8
  integer(c_int32_t), parameter :: ZOOM_E_CHECK_FAILED = 9
  integer(c_int32_t), parameter :: ZOOM_E_DNS = 20
  integer(c_int32_t), parameter :: ZOOM_E_CONNECT = 21
  integer(c_int32_t), parameter :: ZOOM_E_TLS = 22
  integer(c_int32_t), parameter :: ZOOM_E_TIMEOUT = 23
  integer(c_int32_t), parameter :: ZOOM_E_CANCELLED = 24
  integer(c_int32_t), parameter :: ZOOM_E_IO = 25
  integer(c_int32_t), parameter :: ZOOM_E_PROXY = 26
  integer(c_int32_t), parameter :: ZOOM_E_UNAUTHORIZED = 40
  integer(c_int32_t), parameter :: ZOOM_E_FORBIDDEN = 41
  integer(c_int32_t), parameter :: ZOOM_E_NOT_FOUND = 42
  integer(c_int32_t), parameter :: ZOOM_E_RATE_LIMITED = 43
  integer(c_int32_t), parameter :: ZOOM_E_REJECTED = 44
  integer(c_int32_t), parameter :: ZOOM_E_SERVER = 45
  integer(c_int32_t), parameter :: ZOOM_E_UNEXPECTED = 46
  integer(c_int32_t), parameter :: ZOOM_E_NOT_APPLIED = 47
  integer(c_int32_t), parameter :: ZOOM_E_UNCONFIRMED = 48
  integer(c_int32_t), parameter :: ZOOM_E_ROWS_FAILED = 49
  integer(c_int32_t), parameter :: ZOOM_E_PANIC = 90
  integer(c_int32_t), parameter :: ZOOM_E_OUT_OF_MEMORY = 91
  integer(c_int32_t), parameter :: ZOOM_E_INTERNAL = 92
  character(len=*), parameter :: ZOOM_OPT_TOKEN = "token"
  character(len=*), parameter :: ZOOM_OPT_ACCOUNT_ID = "account_id"
  character(len=*), parameter :: ZOOM_OPT_CLIENT_ID = "client_id"
  character(len=*), parameter :: ZOOM_OPT_CLIENT_SECRET = "client_secret"
  character(len=*), parameter :: ZOOM_OPT_TOKEN_URL = "token_url"
  character(len=*), parameter :: ZOOM_OPT_TOKEN_CACHE = "token_cache"
  character(len=*), parameter :: ZOOM_OPT_BASE_URL = "base_url"
  character(len=*), parameter :: ZOOM_OPT_ENCODING = "encoding"
  character(len=*), parameter :: ZOOM_OPT_CHECK = "check"
  character(len=*), parameter :: ZOOM_OPT_TIMEOUT_MS = "timeout_ms"
  character(len=*), parameter :: ZOOM_OPT_CONNECT_TIMEOUT_MS = "connect_timeout_ms"
  character(len=*), parameter :: ZOOM_OPT_DEADLINE_MS = "deadline_ms"
  character(len=*), parameter :: ZOOM_OPT_MAX_RETRIES = "max_retries"
  character(len=*), parameter :: ZOOM_OPT_PLAN = "plan"
  character(len=*), parameter :: ZOOM_OPT_RATE_SHARE = "rate_share"
  character(len=*), parameter :: ZOOM_OPT_RATE_FILE = "rate_file"
  character(len=*), parameter :: ZOOM_OPT_SHARE = "share"
  character(len=*), parameter :: ZOOM_OPT_SHARE_PASSWORD = "share_password"
  character(len=*), parameter :: ZOOM_OPT_SHARE_REQUIRED = "share_required"
  character(len=*), parameter :: ZOOM_OPT_SHARE_FALLBACK = "share_fallback"
  character(len=*), parameter :: ZOOM_OPT_PROXY = "proxy"
  character(len=*), parameter :: ZOOM_OPT_CONNECT_TO = "connect_to"
  character(len=*), parameter :: ZOOM_OPT_CA_FILE = "ca_file"
  character(len=*), parameter :: ZOOM_OPT_SYSTEM_ROOTS = "system_roots"
  character(len=*), parameter :: ZOOM_OPT_CERT_FILE = "cert_file"
  character(len=*), parameter :: ZOOM_OPT_KEY_FILE = "key_file"
  character(len=*), parameter :: ZOOM_OPT_USER_AGENT = "user_agent"
  character(len=*), parameter :: ZOOM_OPT_SUB_ACCOUNT_ID = "sub_account_id"
  character(len=*), parameter :: ZOOM_OPT_KEEP = "keep"
  character(len=*), parameter :: ZOOM_OPT_CONFIRM = "confirm"
  character(len=*), parameter :: ZOOM_OPT_ONLY_CHANGES = "only_changes"
  character(len=*), parameter :: ZOOM_FIELD_FIRST_NAME = "first_name"
  character(len=*), parameter :: ZOOM_FIELD_LAST_NAME = "last_name"
  character(len=*), parameter :: ZOOM_FIELD_DISPLAY_NAME = "display_name"
  character(len=*), parameter :: ZOOM_FIELD_TYPE = "type"
  character(len=*), parameter :: ZOOM_FIELD_PMI = "pmi"
  character(len=*), parameter :: ZOOM_FIELD_USE_PMI = "use_pmi"
  character(len=*), parameter :: ZOOM_FIELD_TIMEZONE = "timezone"
  character(len=*), parameter :: ZOOM_FIELD_LANGUAGE = "language"
  character(len=*), parameter :: ZOOM_FIELD_DEPT = "dept"
  character(len=*), parameter :: ZOOM_FIELD_VANITY_NAME = "vanity_name"
  character(len=*), parameter :: ZOOM_FIELD_HOST_KEY = "host_key"
  character(len=*), parameter :: ZOOM_FIELD_CMS_USER_ID = "cms_user_id"
  character(len=*), parameter :: ZOOM_FIELD_JOB_TITLE = "job_title"
  character(len=*), parameter :: ZOOM_FIELD_COMPANY = "company"
  character(len=*), parameter :: ZOOM_FIELD_LOCATION = "location"
  character(len=*), parameter :: ZOOM_FIELD_PHONE_NUMBER = "phone_number"
  character(len=*), parameter :: ZOOM_FIELD_PHONE_COUNTRY = "phone_country"
  character(len=*), parameter :: ZOOM_FIELD_CUSTOM_ATTRIBUTES = "custom_attributes"
  character(len=*), parameter :: ZOOM_FIELD_GROUP_ID = "group_id"
  character(len=*), parameter :: ZOOM_FIELD_PHONE_NUMBERS = "phone_numbers"
  character(len=*), parameter :: ZOOM_FIELD_MANAGER = "manager"
  character(len=*), parameter :: ZOOM_FIELD_PRONOUNS = "pronouns"
  character(len=*), parameter :: ZOOM_FIELD_PRONOUNS_OPTION = "pronouns_option"
  character(len=*), parameter :: ZOOM_FIELD_PLAN_UNITED_TYPE = "plan_united_type"
  character(len=*), parameter :: ZOOM_FIELD_ZOOM_ONE_TYPE = "zoom_one_type"
  character(len=*), parameter :: ZOOM_FIELD_FEATURE = "feature"
  character(len=*), parameter :: ZOOM_FIELD_ABOUT_ME = "about_me"
  character(len=*), parameter :: ZOOM_FIELD_LINKEDIN_URL = "linkedin_url"
  character(len=*), parameter :: ZOOM_FIELD_COST_CENTER = "cost_center"
  character(len=*), parameter :: ZOOM_FIELD_DIVISION_IDS = "division_ids"
  character(len=*), parameter :: ZOOM_FIELD_LICENSE_INFO_LIST = "license_info_list"
  character(len=*), parameter :: ZOOM_FIELD_LOGIN_TYPE = "login_type"
  character(len=*), parameter :: ZOOM_FIELD_REMOVE_TSP_CREDENTIALS = "remove_tsp_credentials"
  character(len=*), parameter :: ZOOM_TEXT_MESSAGE = "message"
  character(len=*), parameter :: ZOOM_TEXT_HINT = "hint"
  character(len=*), parameter :: ZOOM_TEXT_API_MESSAGE = "api_message"
  character(len=*), parameter :: ZOOM_TEXT_TRACKING_ID = "tracking_id"
  character(len=*), parameter :: ZOOM_TEXT_REASON = "reason"
  character(len=*), parameter :: ZOOM_TEXT_HEAD = "head"
  character(len=*), parameter :: ZOOM_TEXT_RENDERED = "rendered"
  character(len=*), parameter :: ZOOM_TEXT_USER = "user"
  character(len=*), parameter :: ZOOM_TEXT_NEXT_PAGE_TOKEN = "next_page_token"
  character(len=*), parameter :: ZOOM_TEXT_JSON = "json"
  character(len=*), parameter :: ZOOM_TEXT_USER_ID = "user_id"
  character(len=*), parameter :: ZOOM_TEXT_OUTCOME = "outcome"
  character(len=*), parameter :: ZOOM_TEXT_RUN = "run"
  character(len=*), parameter :: ZOOM_TEXT_WHY = "why"
  character(len=*), parameter :: ZOOM_NUMBER_HTTP_STATUS = "http_status"
  character(len=*), parameter :: ZOOM_NUMBER_API_CODE = "api_code"
  character(len=*), parameter :: ZOOM_NUMBER_ATTEMPTS = "attempts"
  character(len=*), parameter :: ZOOM_NUMBER_WAITED_MS = "waited_ms"
  character(len=*), parameter :: ZOOM_NUMBER_RETRY_AFTER_MS = "retry_after_ms"
  character(len=*), parameter :: ZOOM_NUMBER_TOTAL_RECORDS = "total_records"
  character(len=*), parameter :: ZOOM_NUMBER_LINE = "line"
  character(len=*), parameter :: ZOOM_NUMBER_EXIT = "exit"
  character(len=*), parameter :: ZOOM_NUMBER_ROWS = "rows"
  character(len=*), parameter :: ZOOM_NUMBER_SENT = "sent"
  character(len=*), parameter :: ZOOM_NUMBER_APPLIED = "applied"
  character(len=*), parameter :: ZOOM_NUMBER_ALREADY = "already"
  character(len=*), parameter :: ZOOM_NUMBER_IGNORED = "ignored"
  character(len=*), parameter :: ZOOM_NUMBER_UNVERIFIABLE = "unverifiable"
  character(len=*), parameter :: ZOOM_NUMBER_REFUSED = "refused"
  character(len=*), parameter :: ZOOM_NUMBER_FAILED = "failed"
  character(len=*), parameter :: ZOOM_NUMBER_DRIFTED = "drifted"
  character(len=*), parameter :: ZOOM_NUMBER_KEPT = "kept"
  character(len=*), parameter :: ZOOM_NUMBER_SKIPPED = "skipped"
  character(len=*), parameter :: ZOOM_NUMBER_IN_DOUBT = "in_doubt"
  character(len=*), parameter :: ZOOM_NUMBER_NOT_TRIED = "not_tried"
  character(len=*), parameter :: ZOOM_LIST_PROBLEMS = "problems"
  character(len=*), parameter :: ZOOM_LIST_WARNINGS = "warnings"
  character(len=*), parameter :: ZOOM_LIST_FIELD_ERRORS = "field_errors"
  character(len=*), parameter :: ZOOM_LIST_HEADERS = "headers"
  character(len=*), parameter :: ZOOM_LIST_FIELDS = "fields"
  character(len=*), parameter :: ZOOM_LIST_USER = "user"
  character(len=*), parameter :: ZOOM_LIST_USERS = "users"
  character(len=*), parameter :: ZOOM_LIST_CHECKS = "checks"
  character(len=*), parameter :: ZOOM_LIST_ROWS = "rows"
  character(len=*), parameter :: ZOOM_ITEM_FIELD = "field"
  character(len=*), parameter :: ZOOM_ITEM_MESSAGE = "message"
  character(len=*), parameter :: ZOOM_ITEM_NAME = "name"
  character(len=*), parameter :: ZOOM_ITEM_VALUE = "value"
  character(len=*), parameter :: ZOOM_ITEM_OUTCOME = "outcome"
  character(len=*), parameter :: ZOOM_ITEM_OLD = "old"
  character(len=*), parameter :: ZOOM_ITEM_NEW = "new"
  character(len=*), parameter :: ZOOM_ITEM_SEEN = "seen"
  character(len=*), parameter :: ZOOM_ITEM_URL = "url"
  character(len=*), parameter :: ZOOM_ITEM_HINT = "hint"
  character(len=*), parameter :: ZOOM_ITEM_ID = "id"
  character(len=*), parameter :: ZOOM_ITEM_EMAIL = "email"
  character(len=*), parameter :: ZOOM_ITEM_JSON = "json"
  character(len=*), parameter :: ZOOM_ITEM_LINE = "line"
  character(len=*), parameter :: ZOOM_ITEM_USER_ID = "user_id"
  character(len=*), parameter :: ZOOM_ITEM_STATUS = "status"
  character(len=*), parameter :: ZOOM_ITEM_HTTP_STATUS = "http_status"
  character(len=*), parameter :: ZOOM_ITEM_API_CODE = "api_code"
  character(len=*), parameter :: ZOOM_ITEM_TRACKING_ID = "tracking_id"
  character(len=*), parameter :: ZOOM_ITEM_ATTEMPTS = "attempts"
  character(len=*), parameter :: ZOOM_ITEM_WAITED_MS = "waited_ms"
  character(len=*), parameter :: ZOOM_PROPERTY_NAME = "name"
  character(len=*), parameter :: ZOOM_PROPERTY_KIND = "kind"
  character(len=*), parameter :: ZOOM_PROPERTY_HELP = "help"
  character(len=*), parameter :: ZOOM_PROPERTY_DEFAULT = "default"
  character(len=*), parameter :: ZOOM_PROPERTY_LIMITS = "limits"
  character(len=*), parameter :: ZOOM_PROPERTY_PLACE = "place"
  character(len=*), parameter :: ZOOM_PROPERTY_READ_BACK = "read_back"
  character(len=*), parameter :: ZOOM_PROPERTY_DEPRECATED = "deprecated"
end module zoomuser_constants

! Interfaces to the C functions of UTF-8 text; Fortran has no text of UTF-16. Text has a NUL at its end; text that is absent
! is NULL. On 32-bit Windows the functions are stdcall, but the preprocessor does not know what it compiles for.
#if __SIZEOF_POINTER__ == 4 && !defined(ZOOM_STDCALL) && !defined(ZOOM_CDECL)
#error 32 bits: give -DZOOM_STDCALL for Windows, -DZOOM_CDECL for other systems
#endif
module zoomuser_raw
  use, intrinsic :: iso_c_binding
  implicit none
  public

  interface
    function raw_update_user(access_token, user_id, fields_json, options_json, out, message, &
        message_capacity) bind(c, name="zoom_update_user") result(answer)
      import
#ifdef ZOOM_STDCALL
!GCC$ ATTRIBUTES STDCALL :: raw_update_user
#endif
      character(kind=c_char), intent(in), optional :: access_token(*)
      character(kind=c_char), intent(in), optional :: user_id(*)
      character(kind=c_char), intent(in), optional :: fields_json(*)
      character(kind=c_char), intent(in), optional :: options_json(*)
      type(c_ptr), intent(out) :: out
      type(c_ptr), value :: message
      integer(c_size_t), value :: message_capacity
      integer(c_int32_t) :: answer
    end function raw_update_user
    subroutine raw_cleanup() bind(c, name="zoom_cleanup")
      import
#ifdef ZOOM_STDCALL
!GCC$ ATTRIBUTES STDCALL :: raw_cleanup
#endif
    end subroutine raw_cleanup
    function raw_client_new() bind(c, name="zoom_client_new") result(answer)
      import
#ifdef ZOOM_STDCALL
!GCC$ ATTRIBUTES STDCALL :: raw_client_new
#endif
      type(c_ptr) :: answer
    end function raw_client_new
    subroutine raw_client_free(client) bind(c, name="zoom_client_free")
      import
#ifdef ZOOM_STDCALL
!GCC$ ATTRIBUTES STDCALL :: raw_client_free
#endif
      type(c_ptr), value :: client
    end subroutine raw_client_free
    function raw_client_set(client, option, value) bind(c, name="zoom_client_set") result(answer)
      import
#ifdef ZOOM_STDCALL
!GCC$ ATTRIBUTES STDCALL :: raw_client_set
#endif
      type(c_ptr), value :: client
      character(kind=c_char), intent(in), optional :: option(*)
      character(kind=c_char), intent(in), optional :: value(*)
      integer(c_int32_t) :: answer
    end function raw_client_set
    function raw_client_set_token_callback(client, callback, user_data) bind(c, &
        name="zoom_client_set_token_callback") result(answer)
      import
#ifdef ZOOM_STDCALL
!GCC$ ATTRIBUTES STDCALL :: raw_client_set_token_callback
#endif
      type(c_ptr), value :: client
      type(c_funptr), value :: callback
      type(c_ptr), value :: user_data
      integer(c_int32_t) :: answer
    end function raw_client_set_token_callback
    function raw_client_error(client) bind(c, name="zoom_client_error") result(answer)
      import
#ifdef ZOOM_STDCALL
!GCC$ ATTRIBUTES STDCALL :: raw_client_error
#endif
      type(c_ptr), value :: client
      type(c_ptr) :: answer
    end function raw_client_error
    function raw_client_update_user(client, user_id, patch, out) bind(c, &
        name="zoom_client_update_user") result(answer)
      import
#ifdef ZOOM_STDCALL
!GCC$ ATTRIBUTES STDCALL :: raw_client_update_user
#endif
      type(c_ptr), value :: client
      character(kind=c_char), intent(in), optional :: user_id(*)
      type(c_ptr), value :: patch
      type(c_ptr), intent(out) :: out
      integer(c_int32_t) :: answer
    end function raw_client_update_user
    function raw_client_get_user(client, user_id, out) bind(c, name="zoom_client_get_user") result(answer)
      import
#ifdef ZOOM_STDCALL
!GCC$ ATTRIBUTES STDCALL :: raw_client_get_user
#endif
      type(c_ptr), value :: client
      character(kind=c_char), intent(in), optional :: user_id(*)
      type(c_ptr), intent(out) :: out
      integer(c_int32_t) :: answer
    end function raw_client_get_user
    function raw_client_list_users(client, options_json, page_token, out) bind(c, &
        name="zoom_client_list_users") result(answer)
      import
#ifdef ZOOM_STDCALL
!GCC$ ATTRIBUTES STDCALL :: raw_client_list_users
#endif
      type(c_ptr), value :: client
      character(kind=c_char), intent(in), optional :: options_json(*)
      character(kind=c_char), intent(in), optional :: page_token(*)
      type(c_ptr), intent(out) :: out
      integer(c_int32_t) :: answer
    end function raw_client_list_users
    function raw_client_plan(client, user_id, patch, out) bind(c, name="zoom_client_plan") result(answer)
      import
#ifdef ZOOM_STDCALL
!GCC$ ATTRIBUTES STDCALL :: raw_client_plan
#endif
      type(c_ptr), value :: client
      character(kind=c_char), intent(in), optional :: user_id(*)
      type(c_ptr), value :: patch
      type(c_ptr), intent(out) :: out
      integer(c_int32_t) :: answer
    end function raw_client_plan
    function raw_client_doctor(client, out) bind(c, name="zoom_client_doctor") result(answer)
      import
#ifdef ZOOM_STDCALL
!GCC$ ATTRIBUTES STDCALL :: raw_client_doctor
#endif
      type(c_ptr), value :: client
      type(c_ptr), intent(out) :: out
      integer(c_int32_t) :: answer
    end function raw_client_doctor
    subroutine raw_client_cancel(client) bind(c, name="zoom_client_cancel")
      import
#ifdef ZOOM_STDCALL
!GCC$ ATTRIBUTES STDCALL :: raw_client_cancel
#endif
      type(c_ptr), value :: client
    end subroutine raw_client_cancel
    function raw_user_patch_new() bind(c, name="zoom_user_patch_new") result(answer)
      import
#ifdef ZOOM_STDCALL
!GCC$ ATTRIBUTES STDCALL :: raw_user_patch_new
#endif
      type(c_ptr) :: answer
    end function raw_user_patch_new
    subroutine raw_user_patch_free(patch) bind(c, name="zoom_user_patch_free")
      import
#ifdef ZOOM_STDCALL
!GCC$ ATTRIBUTES STDCALL :: raw_user_patch_free
#endif
      type(c_ptr), value :: patch
    end subroutine raw_user_patch_free
    function raw_user_patch_set(patch, field, text) bind(c, name="zoom_user_patch_set") result(answer)
      import
#ifdef ZOOM_STDCALL
!GCC$ ATTRIBUTES STDCALL :: raw_user_patch_set
#endif
      type(c_ptr), value :: patch
      character(kind=c_char), intent(in), optional :: field(*)
      character(kind=c_char), intent(in), optional :: text(*)
      integer(c_int32_t) :: answer
    end function raw_user_patch_set
    function raw_user_patch_set_int64(patch, field, value) bind(c, &
        name="zoom_user_patch_set_int64") result(answer)
      import
#ifdef ZOOM_STDCALL
!GCC$ ATTRIBUTES STDCALL :: raw_user_patch_set_int64
#endif
      type(c_ptr), value :: patch
      character(kind=c_char), intent(in), optional :: field(*)
      integer(c_int64_t), value :: value
      integer(c_int32_t) :: answer
    end function raw_user_patch_set_int64
    function raw_user_patch_set_bool(patch, field, value) bind(c, name="zoom_user_patch_set_bool") result(answer)
      import
#ifdef ZOOM_STDCALL
!GCC$ ATTRIBUTES STDCALL :: raw_user_patch_set_bool
#endif
      type(c_ptr), value :: patch
      character(kind=c_char), intent(in), optional :: field(*)
      integer(c_int32_t), value :: value
      integer(c_int32_t) :: answer
    end function raw_user_patch_set_bool
    function raw_user_patch_set_json(patch, field, json) bind(c, name="zoom_user_patch_set_json") result(answer)
      import
#ifdef ZOOM_STDCALL
!GCC$ ATTRIBUTES STDCALL :: raw_user_patch_set_json
#endif
      type(c_ptr), value :: patch
      character(kind=c_char), intent(in), optional :: field(*)
      character(kind=c_char), intent(in), optional :: json(*)
      integer(c_int32_t) :: answer
    end function raw_user_patch_set_json
    function raw_user_patch_set_null(patch, field) bind(c, name="zoom_user_patch_set_null") result(answer)
      import
#ifdef ZOOM_STDCALL
!GCC$ ATTRIBUTES STDCALL :: raw_user_patch_set_null
#endif
      type(c_ptr), value :: patch
      character(kind=c_char), intent(in), optional :: field(*)
      integer(c_int32_t) :: answer
    end function raw_user_patch_set_null
    function raw_user_patch_unset(patch, field) bind(c, name="zoom_user_patch_unset") result(answer)
      import
#ifdef ZOOM_STDCALL
!GCC$ ATTRIBUTES STDCALL :: raw_user_patch_unset
#endif
      type(c_ptr), value :: patch
      character(kind=c_char), intent(in), optional :: field(*)
      integer(c_int32_t) :: answer
    end function raw_user_patch_unset
    function raw_user_patch_check(patch, out) bind(c, name="zoom_user_patch_check") result(answer)
      import
#ifdef ZOOM_STDCALL
!GCC$ ATTRIBUTES STDCALL :: raw_user_patch_check
#endif
      type(c_ptr), value :: patch
      type(c_ptr), intent(out) :: out
      integer(c_int32_t) :: answer
    end function raw_user_patch_check
    function raw_user_patch_error(patch) bind(c, name="zoom_user_patch_error") result(answer)
      import
#ifdef ZOOM_STDCALL
!GCC$ ATTRIBUTES STDCALL :: raw_user_patch_error
#endif
      type(c_ptr), value :: patch
      type(c_ptr) :: answer
    end function raw_user_patch_error
    function raw_form_new() bind(c, name="zoom_form_new") result(answer)
      import
#ifdef ZOOM_STDCALL
!GCC$ ATTRIBUTES STDCALL :: raw_form_new
#endif
      type(c_ptr) :: answer
    end function raw_form_new
    subroutine raw_form_free(form) bind(c, name="zoom_form_free")
      import
#ifdef ZOOM_STDCALL
!GCC$ ATTRIBUTES STDCALL :: raw_form_free
#endif
      type(c_ptr), value :: form
    end subroutine raw_form_free
    function raw_form_add(form, name, value) bind(c, name="zoom_form_add") result(answer)
      import
#ifdef ZOOM_STDCALL
!GCC$ ATTRIBUTES STDCALL :: raw_form_add
#endif
      type(c_ptr), value :: form
      character(kind=c_char), intent(in), optional :: name(*)
      character(kind=c_char), intent(in), optional :: value(*)
      integer(c_int32_t) :: answer
    end function raw_form_add
    function raw_form_add_part(form, name, file_name, content_type, charset, value, length) bind(c, &
        name="zoom_form_add_part") result(answer)
      import
#ifdef ZOOM_STDCALL
!GCC$ ATTRIBUTES STDCALL :: raw_form_add_part
#endif
      type(c_ptr), value :: form
      character(kind=c_char), intent(in), optional :: name(*)
      character(kind=c_char), intent(in), optional :: file_name(*)
      character(kind=c_char), intent(in), optional :: content_type(*)
      character(kind=c_char), intent(in), optional :: charset(*)
      type(c_ptr), value :: value
      integer(c_size_t), value :: length
      integer(c_int32_t) :: answer
    end function raw_form_add_part
    function raw_form_error(form) bind(c, name="zoom_form_error") result(answer)
      import
#ifdef ZOOM_STDCALL
!GCC$ ATTRIBUTES STDCALL :: raw_form_error
#endif
      type(c_ptr), value :: form
      type(c_ptr) :: answer
    end function raw_form_error
    function raw_client_request(client, method, path_and_query, headers, body, length, out) bind(c, &
        name="zoom_client_request") result(answer)
      import
#ifdef ZOOM_STDCALL
!GCC$ ATTRIBUTES STDCALL :: raw_client_request
#endif
      type(c_ptr), value :: client
      character(kind=c_char), intent(in), optional :: method(*)
      character(kind=c_char), intent(in), optional :: path_and_query(*)
      character(kind=c_char), intent(in), optional :: headers(*)
      type(c_ptr), value :: body
      integer(c_size_t), value :: length
      type(c_ptr), intent(out) :: out
      integer(c_int32_t) :: answer
    end function raw_client_request
    function raw_client_request_form(client, method, path_and_query, headers, form, out) bind(c, &
        name="zoom_client_request_form") result(answer)
      import
#ifdef ZOOM_STDCALL
!GCC$ ATTRIBUTES STDCALL :: raw_client_request_form
#endif
      type(c_ptr), value :: client
      character(kind=c_char), intent(in), optional :: method(*)
      character(kind=c_char), intent(in), optional :: path_and_query(*)
      character(kind=c_char), intent(in), optional :: headers(*)
      type(c_ptr), value :: form
      type(c_ptr), intent(out) :: out
      integer(c_int32_t) :: answer
    end function raw_client_request_form
    function raw_client_render(client, user_id, patch, format, out) bind(c, &
        name="zoom_client_render") result(answer)
      import
#ifdef ZOOM_STDCALL
!GCC$ ATTRIBUTES STDCALL :: raw_client_render
#endif
      type(c_ptr), value :: client
      character(kind=c_char), intent(in), optional :: user_id(*)
      type(c_ptr), value :: patch
      character(kind=c_char), intent(in), optional :: format(*)
      type(c_ptr), intent(out) :: out
      integer(c_int32_t) :: answer
    end function raw_client_render
    function raw_client_render_request(client, method, path_and_query, headers, body, length, format, &
        out) bind(c, name="zoom_client_render_request") result(answer)
      import
#ifdef ZOOM_STDCALL
!GCC$ ATTRIBUTES STDCALL :: raw_client_render_request
#endif
      type(c_ptr), value :: client
      character(kind=c_char), intent(in), optional :: method(*)
      character(kind=c_char), intent(in), optional :: path_and_query(*)
      character(kind=c_char), intent(in), optional :: headers(*)
      type(c_ptr), value :: body
      integer(c_size_t), value :: length
      character(kind=c_char), intent(in), optional :: format(*)
      type(c_ptr), intent(out) :: out
      integer(c_int32_t) :: answer
    end function raw_client_render_request
    function raw_client_render_form(client, method, path_and_query, headers, form, format, out) bind(c, &
        name="zoom_client_render_form") result(answer)
      import
#ifdef ZOOM_STDCALL
!GCC$ ATTRIBUTES STDCALL :: raw_client_render_form
#endif
      type(c_ptr), value :: client
      character(kind=c_char), intent(in), optional :: method(*)
      character(kind=c_char), intent(in), optional :: path_and_query(*)
      character(kind=c_char), intent(in), optional :: headers(*)
      type(c_ptr), value :: form
      character(kind=c_char), intent(in), optional :: format(*)
      type(c_ptr), intent(out) :: out
      integer(c_int32_t) :: answer
    end function raw_client_render_form
    function raw_bulk_new() bind(c, name="zoom_bulk_new") result(answer)
      import
#ifdef ZOOM_STDCALL
!GCC$ ATTRIBUTES STDCALL :: raw_bulk_new
#endif
      type(c_ptr) :: answer
    end function raw_bulk_new
    subroutine raw_bulk_free(bulk) bind(c, name="zoom_bulk_free")
      import
#ifdef ZOOM_STDCALL
!GCC$ ATTRIBUTES STDCALL :: raw_bulk_free
#endif
      type(c_ptr), value :: bulk
    end subroutine raw_bulk_free
    function raw_bulk_add(bulk, user_id, patch) bind(c, name="zoom_bulk_add") result(answer)
      import
#ifdef ZOOM_STDCALL
!GCC$ ATTRIBUTES STDCALL :: raw_bulk_add
#endif
      type(c_ptr), value :: bulk
      character(kind=c_char), intent(in), optional :: user_id(*)
      type(c_ptr), value :: patch
      integer(c_int32_t) :: answer
    end function raw_bulk_add
    function raw_bulk_add_file(bulk, path, options_json) bind(c, name="zoom_bulk_add_file") result(answer)
      import
#ifdef ZOOM_STDCALL
!GCC$ ATTRIBUTES STDCALL :: raw_bulk_add_file
#endif
      type(c_ptr), value :: bulk
      character(kind=c_char), intent(in), optional :: path(*)
      character(kind=c_char), intent(in), optional :: options_json(*)
      integer(c_int32_t) :: answer
    end function raw_bulk_add_file
    function raw_bulk_error(bulk) bind(c, name="zoom_bulk_error") result(answer)
      import
#ifdef ZOOM_STDCALL
!GCC$ ATTRIBUTES STDCALL :: raw_bulk_error
#endif
      type(c_ptr), value :: bulk
      type(c_ptr) :: answer
    end function raw_bulk_error
    function raw_client_run_bulk(client, bulk, options_json, callback, user_data, out) bind(c, &
        name="zoom_client_run_bulk") result(answer)
      import
#ifdef ZOOM_STDCALL
!GCC$ ATTRIBUTES STDCALL :: raw_client_run_bulk
#endif
      type(c_ptr), value :: client
      type(c_ptr), value :: bulk
      character(kind=c_char), intent(in), optional :: options_json(*)
      type(c_funptr), value :: callback
      type(c_ptr), value :: user_data
      type(c_ptr), intent(out) :: out
      integer(c_int32_t) :: answer
    end function raw_client_run_bulk
    function raw_client_resume_bulk(client, folder, options_json, callback, user_data, out) bind(c, &
        name="zoom_client_resume_bulk") result(answer)
      import
#ifdef ZOOM_STDCALL
!GCC$ ATTRIBUTES STDCALL :: raw_client_resume_bulk
#endif
      type(c_ptr), value :: client
      character(kind=c_char), intent(in), optional :: folder(*)
      character(kind=c_char), intent(in), optional :: options_json(*)
      type(c_funptr), value :: callback
      type(c_ptr), value :: user_data
      type(c_ptr), intent(out) :: out
      integer(c_int32_t) :: answer
    end function raw_client_resume_bulk
    function raw_client_undo_bulk(client, folder, options_json, callback, user_data, out) bind(c, &
        name="zoom_client_undo_bulk") result(answer)
      import
#ifdef ZOOM_STDCALL
!GCC$ ATTRIBUTES STDCALL :: raw_client_undo_bulk
#endif
      type(c_ptr), value :: client
      character(kind=c_char), intent(in), optional :: folder(*)
      character(kind=c_char), intent(in), optional :: options_json(*)
      type(c_funptr), value :: callback
      type(c_ptr), value :: user_data
      type(c_ptr), intent(out) :: out
      integer(c_int32_t) :: answer
    end function raw_client_undo_bulk
    subroutine raw_result_free(result) bind(c, name="zoom_result_free")
      import
#ifdef ZOOM_STDCALL
!GCC$ ATTRIBUTES STDCALL :: raw_result_free
#endif
      type(c_ptr), value :: result
    end subroutine raw_result_free
    function raw_result_status(result) bind(c, name="zoom_result_status") result(answer)
      import
#ifdef ZOOM_STDCALL
!GCC$ ATTRIBUTES STDCALL :: raw_result_status
#endif
      type(c_ptr), value :: result
      integer(c_int32_t) :: answer
    end function raw_result_status
    function raw_result_text(result, what) bind(c, name="zoom_result_text") result(answer)
      import
#ifdef ZOOM_STDCALL
!GCC$ ATTRIBUTES STDCALL :: raw_result_text
#endif
      type(c_ptr), value :: result
      character(kind=c_char), intent(in), optional :: what(*)
      type(c_ptr) :: answer
    end function raw_result_text
    function raw_result_number(result, what) bind(c, name="zoom_result_number") result(answer)
      import
#ifdef ZOOM_STDCALL
!GCC$ ATTRIBUTES STDCALL :: raw_result_number
#endif
      type(c_ptr), value :: result
      character(kind=c_char), intent(in), optional :: what(*)
      integer(c_int64_t) :: answer
    end function raw_result_number
    function raw_result_header(result, name) bind(c, name="zoom_result_header") result(answer)
      import
#ifdef ZOOM_STDCALL
!GCC$ ATTRIBUTES STDCALL :: raw_result_header
#endif
      type(c_ptr), value :: result
      character(kind=c_char), intent(in), optional :: name(*)
      type(c_ptr) :: answer
    end function raw_result_header
    function raw_result_body(result, length) bind(c, name="zoom_result_body") result(answer)
      import
#ifdef ZOOM_STDCALL
!GCC$ ATTRIBUTES STDCALL :: raw_result_body
#endif
      type(c_ptr), value :: result
      integer(c_size_t), intent(out) :: length
      type(c_ptr) :: answer
    end function raw_result_body
    function raw_result_count(result, list) bind(c, name="zoom_result_count") result(answer)
      import
#ifdef ZOOM_STDCALL
!GCC$ ATTRIBUTES STDCALL :: raw_result_count
#endif
      type(c_ptr), value :: result
      character(kind=c_char), intent(in), optional :: list(*)
      integer(c_size_t) :: answer
    end function raw_result_count
    function raw_result_item(result, list, i, what) bind(c, name="zoom_result_item") result(answer)
      import
#ifdef ZOOM_STDCALL
!GCC$ ATTRIBUTES STDCALL :: raw_result_item
#endif
      type(c_ptr), value :: result
      character(kind=c_char), intent(in), optional :: list(*)
      integer(c_size_t), value :: i
      character(kind=c_char), intent(in), optional :: what(*)
      type(c_ptr) :: answer
    end function raw_result_item
    function raw_text_copy(text, buffer, capacity) bind(c, name="zoom_text_copy") result(answer)
      import
#ifdef ZOOM_STDCALL
!GCC$ ATTRIBUTES STDCALL :: raw_text_copy
#endif
      character(kind=c_char), intent(in), optional :: text(*)
      type(c_ptr), value :: buffer
      integer(c_size_t), value :: capacity
      integer(c_size_t) :: answer
    end function raw_text_copy
    function raw_set_log_callback(level, callback, user_data) bind(c, name="zoom_set_log_callback") result(answer)
      import
#ifdef ZOOM_STDCALL
!GCC$ ATTRIBUTES STDCALL :: raw_set_log_callback
#endif
      integer(c_int32_t), value :: level
      type(c_funptr), value :: callback
      type(c_ptr), value :: user_data
      integer(c_int32_t) :: answer
    end function raw_set_log_callback
    function raw_abi_version() bind(c, name="zoom_abi_version") result(answer)
      import
#ifdef ZOOM_STDCALL
!GCC$ ATTRIBUTES STDCALL :: raw_abi_version
#endif
      integer(c_int32_t) :: answer
    end function raw_abi_version
    function raw_version() bind(c, name="zoom_version") result(answer)
      import
#ifdef ZOOM_STDCALL
!GCC$ ATTRIBUTES STDCALL :: raw_version
#endif
      type(c_ptr) :: answer
    end function raw_version
    function raw_status_name(status) bind(c, name="zoom_status_name") result(answer)
      import
#ifdef ZOOM_STDCALL
!GCC$ ATTRIBUTES STDCALL :: raw_status_name
#endif
      integer(c_int32_t), value :: status
      type(c_ptr) :: answer
    end function raw_status_name
    function raw_status_text(status) bind(c, name="zoom_status_text") result(answer)
      import
#ifdef ZOOM_STDCALL
!GCC$ ATTRIBUTES STDCALL :: raw_status_text
#endif
      integer(c_int32_t), value :: status
      type(c_ptr) :: answer
    end function raw_status_text
    function raw_status_is_retryable(status) bind(c, name="zoom_status_is_retryable") result(answer)
      import
#ifdef ZOOM_STDCALL
!GCC$ ATTRIBUTES STDCALL :: raw_status_is_retryable
#endif
      integer(c_int32_t), value :: status
      integer(c_int32_t) :: answer
    end function raw_status_is_retryable
    function raw_field_count() bind(c, name="zoom_field_count") result(answer)
      import
#ifdef ZOOM_STDCALL
!GCC$ ATTRIBUTES STDCALL :: raw_field_count
#endif
      integer(c_size_t) :: answer
    end function raw_field_count
    function raw_field_text(i, what) bind(c, name="zoom_field_text") result(answer)
      import
#ifdef ZOOM_STDCALL
!GCC$ ATTRIBUTES STDCALL :: raw_field_text
#endif
      integer(c_size_t), value :: i
      character(kind=c_char), intent(in), optional :: what(*)
      type(c_ptr) :: answer
    end function raw_field_text
    function raw_option_count() bind(c, name="zoom_option_count") result(answer)
      import
#ifdef ZOOM_STDCALL
!GCC$ ATTRIBUTES STDCALL :: raw_option_count
#endif
      integer(c_size_t) :: answer
    end function raw_option_count
    function raw_option_text(i, what) bind(c, name="zoom_option_text") result(answer)
      import
#ifdef ZOOM_STDCALL
!GCC$ ATTRIBUTES STDCALL :: raw_option_text
#endif
      integer(c_size_t), value :: i
      character(kind=c_char), intent(in), optional :: what(*)
      type(c_ptr) :: answer
    end function raw_option_text
    function raw_client_set_n(client, option, value, value_length) bind(c, &
        name="zoom_client_set_n") result(answer)
      import
#ifdef ZOOM_STDCALL
!GCC$ ATTRIBUTES STDCALL :: raw_client_set_n
#endif
      type(c_ptr), value :: client
      character(kind=c_char), intent(in), optional :: option(*)
      character(kind=c_char), intent(in), optional :: value(*)
      integer(c_size_t), value :: value_length
      integer(c_int32_t) :: answer
    end function raw_client_set_n
    function raw_user_patch_set_n(patch, field, text, text_length) bind(c, &
        name="zoom_user_patch_set_n") result(answer)
      import
#ifdef ZOOM_STDCALL
!GCC$ ATTRIBUTES STDCALL :: raw_user_patch_set_n
#endif
      type(c_ptr), value :: patch
      character(kind=c_char), intent(in), optional :: field(*)
      character(kind=c_char), intent(in), optional :: text(*)
      integer(c_size_t), value :: text_length
      integer(c_int32_t) :: answer
    end function raw_user_patch_set_n
    function raw_user_patch_set_json_n(patch, field, json, json_length) bind(c, &
        name="zoom_user_patch_set_json_n") result(answer)
      import
#ifdef ZOOM_STDCALL
!GCC$ ATTRIBUTES STDCALL :: raw_user_patch_set_json_n
#endif
      type(c_ptr), value :: patch
      character(kind=c_char), intent(in), optional :: field(*)
      character(kind=c_char), intent(in), optional :: json(*)
      integer(c_size_t), value :: json_length
      integer(c_int32_t) :: answer
    end function raw_user_patch_set_json_n
  end interface
end module zoomuser_raw
