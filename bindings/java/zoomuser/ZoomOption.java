// Made from the C API by `cargo xtask bindings`. Not to be changed by hand.
package zoomuser;

/** The names of the options of a client; docs/options.md. */
public final class ZoomOption {
    public static final String TOKEN = "token";
    public static final String ACCOUNT_ID = "account_id";
    public static final String CLIENT_ID = "client_id";
    public static final String CLIENT_SECRET = "client_secret";
    public static final String TOKEN_URL = "token_url";
    public static final String TOKEN_CACHE = "token_cache";
    public static final String BASE_URL = "base_url";
    public static final String ENCODING = "encoding";
    public static final String CHECK = "check";
    public static final String TIMEOUT_MS = "timeout_ms";
    public static final String CONNECT_TIMEOUT_MS = "connect_timeout_ms";
    public static final String DEADLINE_MS = "deadline_ms";
    public static final String MAX_RETRIES = "max_retries";
    public static final String PLAN = "plan";
    public static final String RATE_SHARE = "rate_share";
    public static final String RATE_FILE = "rate_file";
    public static final String SHARE = "share";
    public static final String SHARE_PASSWORD = "share_password";
    public static final String SHARE_REQUIRED = "share_required";
    public static final String SHARE_FALLBACK = "share_fallback";
    public static final String PROXY = "proxy";
    public static final String CONNECT_TO = "connect_to";
    public static final String CA_FILE = "ca_file";
    public static final String SYSTEM_ROOTS = "system_roots";
    public static final String CERT_FILE = "cert_file";
    public static final String KEY_FILE = "key_file";
    public static final String USER_AGENT = "user_agent";
    public static final String SUB_ACCOUNT_ID = "sub_account_id";
    public static final String KEEP = "keep";
    public static final String CONFIRM = "confirm";
    public static final String ONLY_CHANGES = "only_changes";

    private ZoomOption() {
    }
}
