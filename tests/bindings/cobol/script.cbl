       >>SOURCE FORMAT IS FREE
*> The script of tests/bindings/README.md in COBOL, in free format.
identification division.
program-id. script.
data division.
working-storage section.
copy "zoomuser.cpy".
01 jane pic x(20) value "jane@example.com".
01 token pic x(80).
01 base-url pic x(200).
01 ca-file pic x(200).
01 fact pic x(40).
01 text-value pic x(200).
01 number-value binary-double.
01 digits pic -(18)9.
01 abi binary-long.
01 which-list pic x(20).
01 items binary-long.
01 i binary-long.
01 item-field pic x(80).
01 item-message pic x(80).
01 user-id pic x(40).
01 option-name pic x(20).
01 option-value pic x(40).
01 pmi pic 9(10) value 9876543210.
01 option-json pic x(500).
01 page-token pic x(200).
procedure division.
    accept token from environment "ZOOM_TOKEN"
    accept base-url from environment "ZOOM_BASE_URL"
    accept ca-file from environment "ZOOM_CA_FILE"
    call "ZOOM-VERSION" using text-value abi
    move "version.library" to fact perform say-text
    move "version.abi" to fact move abi to number-value perform say-number
    perform open-client
    perform update-and-read
    perform unset-plan-check-and-option
    perform refusals
    display "cancel left out: a GnuCOBOL program has one thread"
    perform ways-that-fail
    perform list-users
    perform update-many-users
    perform freed-twice
    move 0 to return-code
    stop run.

open-client.
    call "ZOOM-CLIENT-OPEN" using zoom-client
    call "ZOOM-CLIENT-OPTION" using zoom-client "token" token
    call "ZOOM-CLIENT-OPTION" using zoom-client "base_url" base-url
    call "ZOOM-CLIENT-OPTION" using zoom-client "ca_file" ca-file.

say-text.
    display function trim(fact) " " function trim(text-value).

say-number.
    move number-value to digits
    display function trim(fact) " " function trim(digits).

say-status.
    move zoom-status-name to text-value
    perform say-text.

say-list.
    call "ZOOM-REPLY-COUNT" using zoom-reply which-list items
    perform varying i from 1 by 1 until i > items
        call "ZOOM-REPLY-ITEM" using zoom-reply which-list i "field" item-field
        call "ZOOM-REPLY-ITEM" using zoom-reply which-list i "message" item-message
        display function trim(fact) " " function trim(item-field) ": " function trim(item-message)
    end-perform.

update-and-read.
    call "ZOOM-PATCH-OPEN" using zoom-patch
    call "ZOOM-PATCH-TEXT" using zoom-patch zoom-field-first-name "Zoë 𝄞   "
    call "ZOOM-PATCH-TEXT" using zoom-patch zoom-field-job-title " "
    call "ZOOM-PATCH-NUMBER" using zoom-patch zoom-field-type 2
    call "ZOOM-PATCH-NUMBER" using zoom-patch z"pmi" pmi
    call "ZOOM-PATCH-FLAG" using zoom-patch zoom-field-use-pmi "Y"
    call "ZOOM-PATCH-JSON" using zoom-patch zoom-field-custom-attributes
        '[{"key":"k1","name":"n","value":"💡"}]'
    call "ZOOM-PATCH-NULL" using zoom-patch zoom-field-location
    call "ZOOM-UPDATE-USER" using zoom-client jane zoom-patch zoom-reply
    move "update.status" to fact perform say-status
    move "update.http" to fact move zoom-http-status to number-value perform say-number
    move "update.attempts" to fact move zoom-attempts to number-value perform say-number
    move "update.message" to fact move zoom-message to text-value perform say-text
    move "update.warning" to fact move "warnings" to which-list perform say-list
    call "ZOOM-GET-USER" using zoom-client jane zoom-reply
    move "read.status" to fact perform say-status
    move "first_name" to item-field perform say-value
    move "type" to item-field perform say-value
    move "pmi" to item-field perform say-value
    move "use_pmi" to item-field perform say-value
    move "custom_attributes" to item-field perform say-value
    move "job_title" to item-field perform say-value.

say-value.
    call "ZOOM-REPLY-VALUE" using zoom-reply item-field text-value
    move spaces to fact
    string "read." function trim(item-field) delimited by size into fact end-string
    perform say-text.

unset-plan-check-and-option.
    call "ZOOM-PATCH-OPEN" using zoom-patch
    call "ZOOM-PATCH-TEXT" using zoom-patch "dept" "lost"
    call "ZOOM-PATCH-TEXT" using zoom-patch "cost_center" "kept"
    call "ZOOM-PATCH-UNSET" using zoom-patch "dept"
    call "ZOOM-UPDATE-USER" using zoom-client jane zoom-patch zoom-reply
    move "unset.status" to fact perform say-status
    call "ZOOM-PATCH-OPEN" using zoom-patch
    call "ZOOM-PATCH-TEXT" using zoom-patch "dept" "planned"
    call "ZOOM-PATCH-TEXT" using zoom-patch "cost_center" "kept"
    call "ZOOM-PLAN" using zoom-client jane zoom-patch zoom-reply
    move "plan.status" to fact perform say-status
    move "plan.attempts" to fact move zoom-attempts to number-value perform say-number
    call "ZOOM-REPLY-COUNT" using zoom-reply "fields" items
    perform varying i from 1 by 1 until i > items
        call "ZOOM-REPLY-ITEM" using zoom-reply "fields" i "field" item-field
        call "ZOOM-REPLY-ITEM" using zoom-reply "fields" i "outcome" item-message
        display "plan." function trim(item-field) " " function trim(item-message)
    end-perform
    call "ZOOM-PATCH-OPEN" using zoom-patch
    call "ZOOM-PATCH-TEXT" using zoom-patch "type" "x"
    call "ZOOM-PATCH-TEXT" using zoom-patch "no_such" "1"
    call "ZOOM-UPDATE-USER" using zoom-client jane zoom-patch zoom-reply
    move "check.status" to fact perform say-status
    move "check.attempts" to fact move zoom-attempts to number-value perform say-number
    move "check.problem" to fact move "problems" to which-list perform say-list
    *> The next call reports the refusal.
    call "ZOOM-CLIENT-OPTION" using zoom-client "no_such" "1"
    call "ZOOM-GET-USER" using zoom-client jane zoom-reply
    move "option.status" to fact perform say-status
    move "option.message" to fact move zoom-message to text-value perform say-text.

update-user.
    perform open-client
    call "ZOOM-CLIENT-OPTION" using zoom-client "max_retries" "0"
    if option-name not = spaces
        call "ZOOM-CLIENT-OPTION" using zoom-client option-name option-value
    end-if
    call "ZOOM-PATCH-OPEN" using zoom-patch
    call "ZOOM-PATCH-TEXT" using zoom-patch "dept" "x"
    call "ZOOM-UPDATE-USER" using zoom-client user-id zoom-patch zoom-reply
    if return-code not = zoom-status
        display "return-code is not the status"
    end-if
    perform say-status.

refusals.
    move spaces to option-name
    move "fields-error@sandbox.test" to user-id
    move "rejected.status" to fact perform update-user
    move "rejected.retryable" to fact move zoom-retryable to number-value perform say-number
    move "rejected.http" to fact move zoom-http-status to number-value perform say-number
    move "rejected.api_code" to fact move zoom-api-code to number-value perform say-number
    move "rejected.field_error" to fact move "field_errors" to which-list perform say-list
    move "nobody@example.com" to user-id
    move "not_found.status" to fact perform update-user
    move "not_found.http" to fact move zoom-http-status to number-value perform say-number
    move "not_found.api_code" to fact move zoom-api-code to number-value perform say-number
    move "not_found.api_message" to fact move zoom-api-message to text-value perform say-text
    move "rate-seconds@sandbox.test" to user-id
    move "rate_limited.status" to fact perform update-user
    move "rate_limited.retryable" to fact move zoom-retryable to number-value perform say-number
    move "rate_limited.http" to fact move zoom-http-status to number-value perform say-number
    if zoom-retry-after-ms > 0
        display "rate_limited.retry_after_is_given yes"
    end-if
    call "ZOOM-REPLY-HEADER" using zoom-reply "Retry-After" text-value
    move "rate_limited.header" to fact perform say-text
    move "slow-20000@sandbox.test" to user-id
    move "timeout_ms" to option-name move "1500" to option-value
    move "timeout.status" to fact perform update-user
    move "timeout.http" to fact move zoom-http-status to number-value perform say-number
    move "timeout.message" to fact move zoom-message to text-value perform say-text.

ways-that-fail.
    move jane to user-id
    move "token" to option-name move "wrong" to option-value
    move "unauthorized.status" to fact perform update-user
    move "unauthorized.http" to fact move zoom-http-status to number-value perform say-number
    move "base_url" to option-name move "http://127.0.0.1:1/v2" to option-value
    move "no_server.status" to fact perform update-user
    move "no_server.http" to fact move zoom-http-status to number-value perform say-number
    string '{"base_url":"' function trim(base-url) '","ca_file":"' function trim(ca-file) '"}'
        delimited by size into option-json
    end-string
    call "ZOOM-UPDATE-ONCE" using token jane '{"cost_center":"one call"}' option-json zoom-reply
    move "one_call.status" to fact perform say-status
    move "one_call.message" to fact move zoom-message to text-value perform say-text.

list-users.
    perform open-client
    move spaces to page-token
    perform with test after until page-token = spaces
        call "ZOOM-LIST-USERS" using zoom-client '{"page_size":2}' page-token zoom-reply
        call "ZOOM-REPLY-COUNT" using zoom-reply zoom-list-users items
        perform varying i from 1 by 1 until i > items
            call "ZOOM-REPLY-ITEM" using zoom-reply zoom-list-users i zoom-item-email text-value
            move "list.user" to fact perform say-text
        end-perform
        call "ZOOM-REPLY-TEXT" using zoom-reply zoom-text-next-page-token page-token
    end-perform.

update-many-users.
    call "ZOOM-BULK-OPEN" using zoom-bulk
    call "ZOOM-PATCH-OPEN" using zoom-patch
    call "ZOOM-PATCH-TEXT" using zoom-patch "cost_center" "many"
    call "ZOOM-BULK-ADD" using zoom-bulk "john@example.com" zoom-patch
    call "ZOOM-PATCH-OPEN" using zoom-patch
    call "ZOOM-PATCH-TEXT" using zoom-patch "dept" "x"
    call "ZOOM-BULK-ADD" using zoom-bulk "nobody@example.com" zoom-patch
    call "ZOOM-UPDATE-USERS" using zoom-client zoom-bulk " " zoom-reply
    move "bulk.status" to fact perform say-status
    call "ZOOM-REPLY-COUNT" using zoom-reply zoom-list-rows items
    perform varying i from 1 by 1 until i > items
        call "ZOOM-REPLY-ITEM" using zoom-reply zoom-list-rows i zoom-item-user-id item-field
        call "ZOOM-REPLY-ITEM" using zoom-reply zoom-list-rows i zoom-item-outcome item-message
        display "bulk.row " function trim(item-field) " " function trim(item-message)
    end-perform
    call "ZOOM-REPLY-NUMBER" using zoom-reply zoom-number-sent number-value
    move "bulk.sent" to fact perform say-number
    call "ZOOM-REPLY-NUMBER" using zoom-reply zoom-number-failed number-value
    move "bulk.failed" to fact perform say-number.

freed-twice.
    call "ZOOM-BULK-CLOSE" using zoom-bulk
    call "ZOOM-BULK-CLOSE" using zoom-bulk
    call "ZOOM-PATCH-CLOSE" using zoom-patch
    call "ZOOM-PATCH-CLOSE" using zoom-patch
    call "ZOOM-REPLY-CLOSE" using zoom-reply
    call "ZOOM-REPLY-CLOSE" using zoom-reply
    call "ZOOM-CLIENT-CLOSE" using zoom-client
    call "ZOOM-CLIENT-CLOSE" using zoom-client
    display "freed.twice ok"
    call "ZOOM-GET-USER" using zoom-client jane zoom-reply
    if zoom-message = "the client is not open"
        display "freed.used refused"
    end-if.
end program script.
