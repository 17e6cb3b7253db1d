       *> Made from include/zoomuser.h by `cargo xtask bindings`.
       78  ZOOM-ABI VALUE 1.
       78  ZOOM-OK VALUE 0.
       78  ZOOM-E-NULL VALUE 1.
       78  ZOOM-E-ENCODING VALUE 2.
       78  ZOOM-E-INVALID-ARGUMENT VALUE 3.
       78  ZOOM-E-UNKNOWN-NAME VALUE 4.
       78  ZOOM-E-INVALID-JSON VALUE 5.
       78  ZOOM-E-BUSY VALUE 7.
       78  ZOOM-E-MISSING-TOKEN VALUE 8.
       78  ZOOM-E-CHECK-FAILED VALUE 9.
       78  ZOOM-E-DNS VALUE 20.
       78  ZOOM-E-CONNECT VALUE 21.
       78  ZOOM-E-TLS VALUE 22.
       78  ZOOM-E-TIMEOUT VALUE 23.
       78  ZOOM-E-CANCELLED VALUE 24.
       78  ZOOM-E-IO VALUE 25.
       78  ZOOM-E-PROXY VALUE 26.
       78  ZOOM-E-UNAUTHORIZED VALUE 40.
       78  ZOOM-E-FORBIDDEN VALUE 41.
       78  ZOOM-E-NOT-FOUND VALUE 42.
       78  ZOOM-E-RATE-LIMITED VALUE 43.
       78  ZOOM-E-REJECTED VALUE 44.
       78  ZOOM-E-SERVER VALUE 45.
       78  ZOOM-E-UNEXPECTED VALUE 46.
       78  ZOOM-E-NOT-APPLIED VALUE 47.
       78  ZOOM-E-UNCONFIRMED VALUE 48.
       78  ZOOM-E-PANIC VALUE 90.
       78  ZOOM-E-OUT-OF-MEMORY VALUE 91.
       78  ZOOM-E-INTERNAL VALUE 92.
       78  ZOOM-OPT-TOKEN VALUE "token".
       78  ZOOM-OPT-ACCOUNT-ID VALUE "account_id".
       78  ZOOM-OPT-CLIENT-ID VALUE "client_id".
       78  ZOOM-OPT-CLIENT-SECRET VALUE "client_secret".
       78  ZOOM-OPT-TOKEN-URL VALUE "token_url".
       78  ZOOM-OPT-TOKEN-CACHE VALUE "token_cache".
       78  ZOOM-OPT-BASE-URL VALUE "base_url".
       78  ZOOM-OPT-ENCODING VALUE "encoding".
       78  ZOOM-OPT-CHECK VALUE "check".
       78  ZOOM-OPT-TIMEOUT-MS VALUE "timeout_ms".
       78  ZOOM-OPT-CONNECT-TIMEOUT-MS
           VALUE "connect_timeout_ms".
       78  ZOOM-OPT-DEADLINE-MS VALUE "deadline_ms".
       78  ZOOM-OPT-MAX-RETRIES VALUE "max_retries".
       78  ZOOM-OPT-PLAN VALUE "plan".
       78  ZOOM-OPT-RATE-SHARE VALUE "rate_share".
       78  ZOOM-OPT-RATE-FILE VALUE "rate_file".
       78  ZOOM-OPT-PROXY VALUE "proxy".
       78  ZOOM-OPT-CONNECT-TO VALUE "connect_to".
       78  ZOOM-OPT-CA-FILE VALUE "ca_file".
       78  ZOOM-OPT-SYSTEM-ROOTS VALUE "system_roots".
       78  ZOOM-OPT-CERT-FILE VALUE "cert_file".
       78  ZOOM-OPT-KEY-FILE VALUE "key_file".
       78  ZOOM-OPT-USER-AGENT VALUE "user_agent".
       78  ZOOM-OPT-SUB-ACCOUNT-ID VALUE "sub_account_id".
       78  ZOOM-OPT-KEEP VALUE "keep".
       78  ZOOM-OPT-VERIFY VALUE "verify".
       78  ZOOM-OPT-ONLY-CHANGES VALUE "only_changes".
       78  ZOOM-FIELD-FIRST-NAME VALUE "first_name".
       78  ZOOM-FIELD-LAST-NAME VALUE "last_name".
       78  ZOOM-FIELD-DISPLAY-NAME VALUE "display_name".
       78  ZOOM-FIELD-TYPE VALUE "type".
       78  ZOOM-FIELD-PMI VALUE "pmi".
       78  ZOOM-FIELD-USE-PMI VALUE "use_pmi".
       78  ZOOM-FIELD-TIMEZONE VALUE "timezone".
       78  ZOOM-FIELD-LANGUAGE VALUE "language".
       78  ZOOM-FIELD-DEPT VALUE "dept".
       78  ZOOM-FIELD-VANITY-NAME VALUE "vanity_name".
       78  ZOOM-FIELD-HOST-KEY VALUE "host_key".
       78  ZOOM-FIELD-CMS-USER-ID VALUE "cms_user_id".
       78  ZOOM-FIELD-JOB-TITLE VALUE "job_title".
       78  ZOOM-FIELD-COMPANY VALUE "company".
       78  ZOOM-FIELD-LOCATION VALUE "location".
       78  ZOOM-FIELD-PHONE-NUMBER VALUE "phone_number".
       78  ZOOM-FIELD-PHONE-COUNTRY VALUE "phone_country".
       78  ZOOM-FIELD-CUSTOM-ATTRIBUTES
           VALUE "custom_attributes".
       78  ZOOM-FIELD-GROUP-ID VALUE "group_id".
       78  ZOOM-FIELD-PHONE-NUMBERS VALUE "phone_numbers".
       78  ZOOM-FIELD-MANAGER VALUE "manager".
       78  ZOOM-FIELD-PRONOUNS VALUE "pronouns".
       78  ZOOM-FIELD-PRONOUNS-OPTION VALUE "pronouns_option".
       78  ZOOM-FIELD-PLAN-UNITED-TYPE VALUE "plan_united_type".
       78  ZOOM-FIELD-ZOOM-ONE-TYPE VALUE "zoom_one_type".
       78  ZOOM-FIELD-FEATURE VALUE "feature".
       78  ZOOM-FIELD-ABOUT-ME VALUE "about_me".
       78  ZOOM-FIELD-LINKEDIN-URL VALUE "linkedin_url".
       78  ZOOM-FIELD-COST-CENTER VALUE "cost_center".
       78  ZOOM-FIELD-DIVISION-IDS VALUE "division_ids".
       78  ZOOM-FIELD-LICENSE-INFO-LIST
           VALUE "license_info_list".
       78  ZOOM-FIELD-LOGIN-TYPE VALUE "login_type".
       78  ZOOM-FIELD-REMOVE-TSP-CREDENTIALS
           VALUE "remove_tsp_credentials".
