       >>SOURCE FORMAT IS FREE
*> What the layer itself promises, beyond the script. The argument is a folder for runs.
identification division.
program-id. layer.
data division.
working-storage section.
copy "zoomuser.cpy".
01 folder pic x(200).
01 file-name pic x(200).
01 undo-folder pic x(200).
01 run-options pic x(400).
01 token pic x(80).
01 base-url pic x(200).
01 ca-file pic x(200).
01 number-value binary-double.
01 text-value pic x(200).
01 found binary-long.
01 expected pic x(80).
procedure division.
    accept folder from argument-value
    accept token from environment "ZOOM_TOKEN"
    accept base-url from environment "ZOOM_BASE_URL"
    accept ca-file from environment "ZOOM_CA_FILE"
    call "ZOOM-CLIENT-OPEN" using zoom-client
    call "ZOOM-CLIENT-OPTION" using zoom-client "token" token
    call "ZOOM-CLIENT-OPTION" using zoom-client "base_url" base-url
    call "ZOOM-CLIENT-OPTION" using zoom-client "ca_file" ca-file
    perform file-and-folder
    perform refusals
    call "ZOOM-CLIENT-CLOSE" using zoom-client
    move 0 to return-code
    stop run.

file-and-folder.
    string function trim(folder) ".csv" delimited by size into file-name end-string
    call "ZOOM-BULK-ADD-FILE" using zoom-bulk file-name '{"map":{"Abteilung":"dept"}}'
    string '{"run":"' function trim(folder) '"}' delimited by size into run-options end-string
    call "ZOOM-UPDATE-USERS" using zoom-client zoom-bulk run-options zoom-reply
    perform expect-success
    call "ZOOM-REPLY-ITEM" using zoom-reply "rows" 1 "line" text-value
    move "2" to expected perform expect-text
    call "ZOOM-REPLY-ITEM" using zoom-reply "rows" 0 "line" text-value
    perform expect-nothing
    call "ZOOM-REPLY-ITEM" using zoom-reply "rows" 2 "line" text-value
    perform expect-nothing
    call "ZOOM-REPLY-TEXT" using zoom-reply "why" text-value
    move "finished" to expected perform expect-text
    call "ZOOM-GET-USER" using zoom-client "jane@example.com" zoom-reply
    call "ZOOM-REPLY-VALUE" using zoom-reply "dept" text-value
    move "Bulk" to expected perform expect-text
    call "ZOOM-REPLY-VALUE" using zoom-reply "no_such_member" text-value
    perform expect-nothing
    call "ZOOM-RESUME-USERS" using zoom-client folder " " zoom-reply
    perform expect-success
    call "ZOOM-REPLY-NUMBER" using zoom-reply "sent" number-value
    perform expect-one
    string '{"run":"' function trim(folder) '.undo"}' delimited by size into run-options end-string
    call "ZOOM-UNDO-USERS" using zoom-client folder run-options zoom-reply
    perform expect-success
    call "ZOOM-REPLY-NUMBER" using zoom-reply "sent" number-value
    perform expect-one
    call "ZOOM-GET-USER" using zoom-client "jane@example.com" zoom-reply
    call "ZOOM-REPLY-VALUE" using zoom-reply "dept" text-value
    if text-value = "Bulk"
        display "the old value is not there again" perform failed
    end-if.

*> What is refused is kept until the record is opened again.
refusals.
    call "ZOOM-BULK-OPEN" using zoom-bulk
    call "ZOOM-PATCH-OPEN" using zoom-patch
    call "ZOOM-PATCH-TEXT" using zoom-patch "dept" "x"
    call "ZOOM-BULK-ADD" using zoom-bulk " " zoom-patch
    call "ZOOM-BULK-ADD" using zoom-bulk "me" zoom-patch
    move "user_id: " to expected perform expect-refusal
    call "ZOOM-BULK-OPEN" using zoom-bulk
    call "ZOOM-PATCH-JSON" using zoom-patch "dept" "["
    call "ZOOM-BULK-ADD" using zoom-bulk "ada@example.com" zoom-patch
    move "ada@example.com: dept: not JSON" to expected perform expect-refusal
    call "ZOOM-BULK-OPEN" using zoom-bulk
    call "ZOOM-PATCH-CLOSE" using zoom-patch
    call "ZOOM-BULK-ADD" using zoom-bulk "ada@example.com" zoom-patch
    move "ada@example.com: the patch is not open" to expected perform expect-refusal
    call "ZOOM-BULK-OPEN" using zoom-bulk
    call "ZOOM-BULK-ADD-FILE" using zoom-bulk "/nowhere.csv" " "
    move "/nowhere.csv" to expected perform expect-refusal
    call "ZOOM-BULK-CLOSE" using zoom-bulk
    move "the bulk is not open" to expected perform expect-refusal
    call "ZOOM-BULK-OPEN" using zoom-bulk
    move '{"canarys":1}' to run-options
    move "the nearest is canary" to expected perform expect-refusal
    move spaces to run-options
    move low-value to run-options(2:1) move "x" to run-options(3:1)
    move "options: expected text without NUL, at most 65535 bytes" to expected perform expect-refusal
    call "ZOOM-LIST-USERS" using zoom-client '{"page_size":0}' " " zoom-reply
    move "page_size: " to expected perform expect-message.

expect-refusal.
    call "ZOOM-UPDATE-USERS" using zoom-client zoom-bulk run-options zoom-reply
    perform expect-message.

expect-message.
    move 0 to found
    inspect zoom-message tallying found for all function trim(expected)
    if zoom-succeeded or found = 0
        display "expected " function trim(expected) ", got " function trim(zoom-message) perform failed
    end-if.

expect-success.
    if not zoom-succeeded
        display "got " function trim(zoom-message) perform failed
    end-if.

expect-text.
    if text-value not = expected
        display "expected " function trim(expected) ", got " function trim(text-value) perform failed
    end-if.

expect-nothing.
    if text-value not = spaces or zoom-text-length not = 0
        display "expected nothing, got " function trim(text-value) perform failed
    end-if.

expect-one.
    if number-value not = 1
        display "expected 1, got " number-value perform failed
    end-if.

failed.
    move 1 to return-code
    stop run.
end program layer.
