/* The certificate store of Windows: an authority that is added to the user's roots is trusted, and one that is not, is not.
   For a user of its own, whose store it changes. */

#include "check_windows.h"

#include <wincrypt.h>

/* The certificate of the sandbox's authority, from its PEM file. */
static PCCERT_CONTEXT authority(void)
{
    static char pem[16 * 1024];
    static BYTE der[16 * 1024];
    DWORD length = sizeof der;
    FILE *file = fopen(check_environment("ZOOM_TEST_CA_FILE"), "rb");

    CHECK(file != NULL && fread(pem, 1, sizeof pem - 1, file) > 0);
    fclose(file);
    CHECK(CryptStringToBinaryA(pem, 0, CRYPT_STRING_BASE64HEADER, der, &length, NULL, NULL));
    return CertCreateCertificateContext(X509_ASN_ENCODING, der, length);
}

static void update(zoom_status expected, const char *said)
{
    zoom_client *client = check_client();
    zoom_user_patch *patch = check_patch();
    zoom_result *result;

    check_set(client, ZOOM_OPT_CA_FILE, "");
    check_set(client, ZOOM_OPT_SYSTEM_ROOTS, "on");
    result = CHECK_UPDATE(client, "jane@example.com", patch, expected);
    CHECK_HAS(zoom_result_text(result, "message"), said);
    zoom_result_free(result);
    zoom_user_patch_free(patch);
    zoom_client_free(client);
}

/* Takes the authorities of all sandboxes out of the user's roots, such as one of a test that was ended. In the registry,
   because Wine does not write down what is deleted from a store. */
static void remove_all(void)
{
    HCERTSTORE store = CertOpenSystemStoreA(0, "ROOT");
    PCCERT_CONTEXT found = NULL;

    CHECK(store != NULL);
    while ((found = CertFindCertificateInStore(store, X509_ASN_ENCODING, 0, CERT_FIND_SUBJECT_STR_W, L"zoomuser sandbox CA",
                                               found))
           != NULL) {
        char key[200] = "Software\\Microsoft\\SystemCertificates\\Root\\Certificates\\";
        BYTE hash[20];
        DWORD length = sizeof hash;
        DWORD i;

        CHECK(CertGetCertificateContextProperty(found, CERT_SHA1_HASH_PROP_ID, hash, &length));
        for (i = 0; i < length; i++) {
            sprintf(key + strlen(key), "%02X", hash[i]);
        }
        CHECK_CASE(RegDeleteKeyA(HKEY_CURRENT_USER, key) == ERROR_SUCCESS, key);
    }
    CHECK(CertCloseStore(store, 0));
}

int main(int argc, char **argv)
{
    PCCERT_CONTEXT certificate;
    HCERTSTORE store;

    (void)argv;
    if (argc > 1) { /* a process reads the store once, so it takes another one to see what was added */
        update(ZOOM_OK, "updated");
        return check_end();
    }
    remove_all();
    update(ZOOM_E_TLS, "zoomuser sandbox CA");
    certificate = authority();
    store = CertOpenSystemStoreA(0, "ROOT");
    CHECK(CertAddCertificateContextToStore(store, certificate, CERT_STORE_ADD_ALWAYS, NULL));
    CHECK(CertCloseStore(store, 0));
    CHECK_INT(windows_end(windows_start()), 0);
    remove_all();
    CHECK(CertFreeCertificateContext(certificate));
    return check_end();
}
