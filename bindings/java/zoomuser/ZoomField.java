// Made from the C API by `cargo xtask bindings`. Not to be changed by hand.
package zoomuser;

/** The names of the fields of a user; docs/fields.md. */
public final class ZoomField {
    public static final String FIRST_NAME = "first_name";
    public static final String LAST_NAME = "last_name";
    public static final String DISPLAY_NAME = "display_name";
    public static final String TYPE = "type";
    public static final String PMI = "pmi";
    public static final String USE_PMI = "use_pmi";
    public static final String TIMEZONE = "timezone";
    public static final String LANGUAGE = "language";
    public static final String DEPT = "dept";
    public static final String VANITY_NAME = "vanity_name";
    public static final String HOST_KEY = "host_key";
    public static final String CMS_USER_ID = "cms_user_id";
    public static final String JOB_TITLE = "job_title";
    public static final String COMPANY = "company";
    public static final String LOCATION = "location";
    public static final String PHONE_NUMBER = "phone_number";
    public static final String PHONE_COUNTRY = "phone_country";
    public static final String CUSTOM_ATTRIBUTES = "custom_attributes";
    public static final String GROUP_ID = "group_id";
    public static final String PHONE_NUMBERS = "phone_numbers";
    public static final String MANAGER = "manager";
    public static final String PRONOUNS = "pronouns";
    public static final String PRONOUNS_OPTION = "pronouns_option";
    public static final String PLAN_UNITED_TYPE = "plan_united_type";
    public static final String ZOOM_ONE_TYPE = "zoom_one_type";
    public static final String FEATURE = "feature";
    public static final String ABOUT_ME = "about_me";
    public static final String LINKEDIN_URL = "linkedin_url";
    public static final String COST_CENTER = "cost_center";
    public static final String DIVISION_IDS = "division_ids";
    public static final String LICENSE_INFO_LIST = "license_info_list";
    public static final String LOGIN_TYPE = "login_type";
    public static final String REMOVE_TSP_CREDENTIALS = "remove_tsp_credentials";

    private ZoomField() {
    }
}
