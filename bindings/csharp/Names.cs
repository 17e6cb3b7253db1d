// Made from the C API by `cargo xtask bindings`. Not to be changed by hand.

namespace Zoomuser
{
    /// <summary>How a call ended; docs/errors.md. The numbers never change.</summary>
    public enum ZoomStatus
    {
        /// <summary>success</summary>
        Ok = 0,
        /// <summary>a required argument is NULL</summary>
        Null = 1,
        /// <summary>a text is not valid UTF-8 or UTF-16</summary>
        Encoding = 2,
        /// <summary>an argument or option value is not usable</summary>
        InvalidArgument = 3,
        /// <summary>no such name</summary>
        UnknownName = 4,
        /// <summary>a text is not valid JSON</summary>
        InvalidJson = 5,
        /// <summary>another thread uses the client, patch, form or bulk, or another process has the run</summary>
        Busy = 7,
        /// <summary>no access token was given</summary>
        MissingToken = 8,
        /// <summary>the check found errors, nothing was sent</summary>
        CheckFailed = 9,
        /// <summary>the host name could not be resolved</summary>
        Dns = 20,
        /// <summary>no connection could be made</summary>
        Connect = 21,
        /// <summary>no trusted TLS connection could be made</summary>
        Tls = 22,
        /// <summary>the call took longer than allowed</summary>
        Timeout = 23,
        /// <summary>the call was cancelled</summary>
        Cancelled = 24,
        /// <summary>the connection broke before a complete response</summary>
        Io = 25,
        /// <summary>the proxy could not be used</summary>
        Proxy = 26,
        /// <summary>Zoom does not accept the access token</summary>
        Unauthorized = 40,
        /// <summary>the token does not permit this</summary>
        Forbidden = 41,
        /// <summary>no such user on this account</summary>
        NotFound = 42,
        /// <summary>Zoom's rate limit is reached</summary>
        RateLimited = 43,
        /// <summary>Zoom refused the request</summary>
        Rejected = 44,
        /// <summary>Zoom failed to handle the request</summary>
        Server = 45,
        /// <summary>unexpected response</summary>
        Unexpected = 46,
        /// <summary>Zoom accepted the update but did not make it</summary>
        NotApplied = 47,
        /// <summary>Zoom accepted the update, but it could not be confirmed</summary>
        Unconfirmed = 48,
        /// <summary>rows of a bulk run failed or were not tried, or its files could not be written</summary>
        RowsFailed = 49,
        /// <summary>a defect in this library was caught</summary>
        Panic = 90,
        /// <summary>memory ran out</summary>
        OutOfMemory = 91,
        /// <summary>a defect in this library</summary>
        Internal = 92,
    }

    /// <summary>The options of a client; docs/options.md.</summary>
    public static class ZoomOption
    {
        public const string Token = "token";
        public const string AccountId = "account_id";
        public const string ClientId = "client_id";
        public const string ClientSecret = "client_secret";
        public const string TokenUrl = "token_url";
        public const string TokenCache = "token_cache";
        public const string BaseUrl = "base_url";
        public const string Encoding = "encoding";
        public const string Check = "check";
        public const string TimeoutMs = "timeout_ms";
        public const string ConnectTimeoutMs = "connect_timeout_ms";
        public const string DeadlineMs = "deadline_ms";
        public const string MaxRetries = "max_retries";
        public const string Plan = "plan";
        public const string RateShare = "rate_share";
        public const string RateFile = "rate_file";
        public const string Share = "share";
        public const string SharePassword = "share_password";
        public const string ShareRequired = "share_required";
        public const string ShareFallback = "share_fallback";
        public const string Proxy = "proxy";
        public const string ConnectTo = "connect_to";
        public const string CaFile = "ca_file";
        public const string SystemRoots = "system_roots";
        public const string CertFile = "cert_file";
        public const string KeyFile = "key_file";
        public const string UserAgent = "user_agent";
        public const string SubAccountId = "sub_account_id";
        public const string Keep = "keep";
        public const string Confirm = "confirm";
        public const string OnlyChanges = "only_changes";
    }

    /// <summary>The fields of a user; docs/fields.md.</summary>
    public static class ZoomField
    {
        public const string FirstName = "first_name";
        public const string LastName = "last_name";
        public const string DisplayName = "display_name";
        public const string Type = "type";
        public const string Pmi = "pmi";
        public const string UsePmi = "use_pmi";
        public const string Timezone = "timezone";
        public const string Language = "language";
        public const string Dept = "dept";
        public const string VanityName = "vanity_name";
        public const string HostKey = "host_key";
        public const string CmsUserId = "cms_user_id";
        public const string JobTitle = "job_title";
        public const string Company = "company";
        public const string Location = "location";
        public const string PhoneNumber = "phone_number";
        public const string PhoneCountry = "phone_country";
        public const string CustomAttributes = "custom_attributes";
        public const string GroupId = "group_id";
        public const string PhoneNumbers = "phone_numbers";
        public const string Manager = "manager";
        public const string Pronouns = "pronouns";
        public const string PronounsOption = "pronouns_option";
        public const string PlanUnitedType = "plan_united_type";
        public const string ZoomOneType = "zoom_one_type";
        public const string Feature = "feature";
        public const string AboutMe = "about_me";
        public const string LinkedinUrl = "linkedin_url";
        public const string CostCenter = "cost_center";
        public const string DivisionIds = "division_ids";
        public const string LicenseInfoList = "license_info_list";
        public const string LoginType = "login_type";
        public const string RemoveTspCredentials = "remove_tsp_credentials";
    }
}
