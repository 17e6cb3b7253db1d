/* The certificate store of Windows: an authority that is added to the user's roots is trusted, and one that is not, is not.
   For a user of its own, whose store it changes. */

#include "windows.h"

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

int main(int argc, char **argv)
{
    PCCERT_CONTEXT certificate = authority();
    HCERTSTORE store = CertOpenSystemStoreA(0, "ROOT");
    PCCERT_CONTEXT added = NULL;

    (void)argv;
    CHECK(certificate != NULL && store != NULL);
    if (argc > 1) { /* a process reads the store once, so one of its own looks at it afterwards */
        update(ZOOM_OK, "updated");
        PCCERT_CONTEXT found = CertFindCertificateInStore(store, X509_ASN_ENCODING, 0, CERT_FIND_EXISTING, certificate, NULL);
        CHECK(found != NULL && CertDeleteCertificateFromStore(found));
    } else {
        update(ZOOM_E_TLS, "zoomuser sandbox CA");
        CHECK(CertAddCertificateContextToStore(store, certificate, CERT_STORE_ADD_ALWAYS, &added));
        CHECK(added != NULL && CertFreeCertificateContext(added));
    }
    CertFreeCertificateContext(certificate);
    CHECK(CertCloseStore(store, 0));
    return check_end();
}
