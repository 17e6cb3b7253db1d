// Made from the C API by `cargo xtask bindings`. Not to be changed by hand.

package zoomuser

const abiVersion = 1

// The statuses, as in docs/errors.md.
const (
	StatusOK              Status = 0
	StatusNull            Status = 1
	StatusEncoding        Status = 2
	StatusInvalidArgument Status = 3
	StatusUnknownName     Status = 4
	StatusInvalidJSON     Status = 5
	StatusBusy            Status = 7
	StatusMissingToken    Status = 8
	StatusCheckFailed     Status = 9
	StatusDNS             Status = 20
	StatusConnect         Status = 21
	StatusTLS             Status = 22
	StatusTimeout         Status = 23
	StatusCancelled       Status = 24
	StatusIO              Status = 25
	StatusProxy           Status = 26
	StatusUnauthorized    Status = 40
	StatusForbidden       Status = 41
	StatusNotFound        Status = 42
	StatusRateLimited     Status = 43
	StatusRejected        Status = 44
	StatusServer          Status = 45
	StatusUnexpected      Status = 46
	StatusNotApplied      Status = 47
	StatusUnconfirmed     Status = 48
	StatusRowsFailed      Status = 49
	StatusPanic           Status = 90
	StatusOutOfMemory     Status = 91
	StatusInternal        Status = 92
)

// The names of the options, as in docs/options.md.
const (
	OptToken            = "token"
	OptAccountID        = "account_id"
	OptClientID         = "client_id"
	OptClientSecret     = "client_secret"
	OptTokenURL         = "token_url"
	OptTokenCache       = "token_cache"
	OptBaseURL          = "base_url"
	OptEncoding         = "encoding"
	OptCheck            = "check"
	OptTimeoutMS        = "timeout_ms"
	OptConnectTimeoutMS = "connect_timeout_ms"
	OptDeadlineMS       = "deadline_ms"
	OptMaxRetries       = "max_retries"
	OptPlan             = "plan"
	OptRateShare        = "rate_share"
	OptRateFile         = "rate_file"
	OptShare            = "share"
	OptSharePassword    = "share_password"
	OptShareRequired    = "share_required"
	OptShareFallback    = "share_fallback"
	OptProxy            = "proxy"
	OptConnectTo        = "connect_to"
	OptCAFile           = "ca_file"
	OptSystemRoots      = "system_roots"
	OptCertFile         = "cert_file"
	OptKeyFile          = "key_file"
	OptUserAgent        = "user_agent"
	OptSubAccountID     = "sub_account_id"
	OptKeep             = "keep"
	OptConfirm          = "confirm"
	OptOnlyChanges      = "only_changes"
)

// The names of the fields, as in docs/fields.md.
const (
	FieldFirstName            = "first_name"
	FieldLastName             = "last_name"
	FieldDisplayName          = "display_name"
	FieldType                 = "type"
	FieldPMI                  = "pmi"
	FieldUsePMI               = "use_pmi"
	FieldTimezone             = "timezone"
	FieldLanguage             = "language"
	FieldDept                 = "dept"
	FieldVanityName           = "vanity_name"
	FieldHostKey              = "host_key"
	FieldCMSUserID            = "cms_user_id"
	FieldJobTitle             = "job_title"
	FieldCompany              = "company"
	FieldLocation             = "location"
	FieldPhoneNumber          = "phone_number"
	FieldPhoneCountry         = "phone_country"
	FieldCustomAttributes     = "custom_attributes"
	FieldGroupID              = "group_id"
	FieldPhoneNumbers         = "phone_numbers"
	FieldManager              = "manager"
	FieldPronouns             = "pronouns"
	FieldPronounsOption       = "pronouns_option"
	FieldPlanUnitedType       = "plan_united_type"
	FieldZoomOneType          = "zoom_one_type"
	FieldFeature              = "feature"
	FieldAboutMe              = "about_me"
	FieldLinkedinURL          = "linkedin_url"
	FieldCostCenter           = "cost_center"
	FieldDivisionIDs          = "division_ids"
	FieldLicenseInfoList      = "license_info_list"
	FieldLoginType            = "login_type"
	FieldRemoveTSPCredentials = "remove_tsp_credentials"
)
