# What the layer itself promises, beyond the script. The package is in the folder that is given.

set folder [lindex $argv 0]
lappend auto_path $folder
package require Thread
package require zoomuser
package require tcltest
namespace import tcltest::test
tcltest::configure -verbose {error}

set JANE jane@example.com
set PLACE [list -base_url $env(ZOOM_BASE_URL) -ca_file $env(ZOOM_CA_FILE)]
test load {a library that is not there} -body {zoomuser::load /nowhere/libzoomuser.so} -returnCodes error -match glob -result *nowhere*
zoomuser::load $env(ZOOM_LIBRARY)
set zoom [zoomuser::client new {*}$PLACE -token $env(ZOOM_TOKEN)]
set patch [zoomuser::patch new]

# The message of an error and the first two words of its code.
proc refused {args} {
    try {
        uplevel 1 $args
    } on error {message options} {
        return "[lrange [dict get $options -errorcode] 0 1]: $message"
    }
    return "not refused"
}

set i 0
foreach {call expected} {
    {$zoom update_user "a\0b" {dept x}} {ZOOMUSER USAGE: zoomuser: user_id: expected text without NUL}
    {$zoom update_user "a\ud800b" {dept x}} {ZOOMUSER ENCODING: *expected UTF-8*}
    {$zoom update_user me {dept}} {TCL VALUE: *}
    {$patch set dept "a\ud800"} {ZOOMUSER ENCODING: *expected UTF-8*}
    {$patch set_int type 2.5} {ZOOMUSER USAGE: zoomuser: type: expected a whole number of 64 bits}
    {$patch set_int pmi 18446744073709551615} {ZOOMUSER USAGE: zoomuser: pmi: expected a whole number of 64 bits}
    {$patch set_bool use_pmi maybe} {TCL VALUE: *}
    {$patch set_json dept \[} {ZOOMUSER INVALID_JSON: dept: not JSON*}
    {$zoom configure -timeout_ms x} {ZOOMUSER INVALID_ARGUMENT: timeout_ms: *}
    {$zoom configure token x} {ZOOMUSER USAGE: *expected -option*}
    {$zoom configure -token} {ZOOMUSER USAGE: *}
    {$zoom request GET users/me -bodi x} {ZOOMUSER USAGE: zoomuser: -bodi: expected one of -headers, -body, -form}
    {$zoom request GET users/me -headers [list A "b\nC: d"]} {ZOOMUSER USAGE: *lines without line breaks*}
    {$zoom request POST users -body "\u263a"} {ZOOMUSER USAGE: zoomuser: body: expected bytes*}
    {zoomuser::raw::client_get_user [$patch handle] me} {ZOOMUSER CLOSED: *}
    {zoomuser::raw::client_get_user 0x55 me} {ZOOMUSER CLOSED: *}
    {$zoom list_users user {-page_size 0} {}} {ZOOMUSER INVALID_ARGUMENT: page_size: *}
    {$zoom list_users user {status active} {}} {ZOOMUSER USAGE: zoomuser: status: expected -option}
    {$zoom list_users user {} {error stop}} {NONE: stop}
    {$zoom update_users {a}} {ZOOMUSER USAGE: zoomuser: rows: expected pairs of a user and fields}
    {$zoom update_users {{} {dept x}}} {ZOOMUSER INVALID_ARGUMENT: user_id: *}
    {$zoom update_users {a@example.com {dept x}} -canarys 1} {ZOOMUSER UNKNOWN_NAME: *the nearest is canary}
    {$zoom update_users {a@example.com {dept x}} -row_command} {ZOOMUSER USAGE: *expected -option value ...}
    {$zoom update_file /nowhere.csv} {ZOOMUSER INVALID_ARGUMENT: */nowhere.csv*}
    {$zoom resume_users /nowhere} {ZOOMUSER * */nowhere*}
    {zoomuser::raw::bulk_add [$patch handle] me [$patch handle]} {ZOOMUSER CLOSED: zoomuser: the bulk is closed, or none}
    {zoomuser::log 9 puts} {ZOOMUSER USAGE: *level*}
    {$zoom get_user nobody@example.com} {ZOOMUSER NOT_FOUND: *no such user*}
} {
    test refused-[incr i] $call -body "refused $call" -match glob -result $expected
}

test value {NUL in a value, characters beyond 16 bits, null} -body {
    $patch set dept "a\0𝄞"
    $patch set_null company
    lindex [split [$zoom render $JANE $patch] \n] end
} -result {{"dept":"a\u0000𝄞","company":null}}

test form {a form} -body {
    set form [zoomuser::form new]
    $form add a ë
    $form add_part pic [binary format H* 00ff] -file_name x.png
    string match {*filename="x.png"*} [$zoom render_request POST users/me/picture -form $form]
} -cleanup {$form destroy} -result 1

test bytes {a body} -body {
    set shown [$zoom render_request PUT users -body [encoding convertto utf-8 ë] -headers {Content-Type text/plain}]
    list [string match {*Content-Length: 2*} $shown] [zoomuser::header [$zoom request GET users/$JANE] CONTENT-type]
} -result {1 {application/json;charset=UTF-8}}

proc token {was_refused} {
    lappend ::asked $was_refused
    return [expr {$was_refused ? $::env(ZOOM_TOKEN) : "outdated"}]
}
proc closes {was_refused} {
    $::asks close
    return $::env(ZOOM_TOKEN)
}

test token {asked again} -body {
    set asks [zoomuser::client new {*}$PLACE -token_command token]
    list [dict get [$asks get_user $JANE] name] $asked
} -result {ZOOM_OK {0 1}}

test token-fails {its words and its error code are in the result only} -body {
    $asks configure -token_command {apply {{was_refused} {error secret {} {VAULT DENIED}}}}
    catch {$asks get_user $JANE} message options
    set result [lindex [dict get $options -errorcode] 2]
    list [string match *secret* $message] [dict get $result cause] [dict get $result cause_options -errorcode]
} -cleanup {unset result} -result {0 secret {VAULT DENIED}}

test refusal-members {the result of what a setter refused has every member} -body {
    catch {$zoom configure -time_out 1} message options
    set result [lindex [dict get $options -errorcode] 2]
    list [dict get $result name] [string match {*time_out*} [dict get $result message]] \
        [dict get $result field_errors] [dict get $result problems] [dict get $result rows] [dict get $result http_status]
} -cleanup {unset result} -result {ZOOM_E_UNKNOWN_NAME 1 {} {} {} -1}

test token-other {another interpreter may not use it} -setup {
    interp create other
    other eval [list set auto_path $auto_path]
    other eval {package require zoomuser; zoomuser::load}
} -body {
    list [refused other eval [list zoomuser::raw::client_get_user [$asks handle] $JANE]] \
        [dict get [other eval [list zoomuser::raw::client_get_user [$zoom handle] $JANE]] name]
} -cleanup {interp delete other} -result {{ZOOMUSER USAGE: zoomuser: client: expected the interpreter that set the command for its token} ZOOM_OK}

test token-closes {what is closed in a call is freed at its end} -body {
    $asks configure -token_command closes
    list [dict get [$asks get_user $JANE] name] [refused $asks get_user $JANE]
} -cleanup {$asks destroy} -result {ZOOM_OK {ZOOMUSER CLOSED: zoomuser: the client is closed, or none}}

test threads {clients of several threads at once} -body {
    set names {}
    foreach - {1 2 3 4} {
        set thread [thread::create]
        lappend threads $thread
        thread::send $thread [list lassign [list $auto_path $PLACE $env(ZOOM_TOKEN) $JANE] auto_path place token user]
        thread::send -async $thread {
            package require zoomuser
            zoomuser::load
            set zoom [zoomuser::client new {*}$place -token $token]
            for {set i 0} {$i < 5} {incr i} {
                set name [dict get [$zoom get_user $user] name]
            }
            $zoom destroy
            set name
        } done($thread)
    }
    foreach thread $threads {
        if {![info exists done($thread)]} {
            vwait done($thread)
        }
        lappend names $done($thread)
    }
    return $names
} -result {ZOOM_OK ZOOM_OK ZOOM_OK ZOOM_OK}

test doctor {what it says of a good and of a bad token} -body {
    set well [dict get [$zoom doctor] ok]
    $zoom configure -token wrong
    set ill [$zoom doctor]
    list $well [dict get $ill ok] [expr {"failed" in [lmap check [dict get $ill checks] {dict get $check outcome}]}]
} -cleanup {$zoom configure -token $env(ZOOM_TOKEN)} -result {1 0 1}

proc logged {level line} {lappend ::lines $line}
test log {lines of this thread} -body {
    zoomuser::log 3 logged
    $zoom get_user $JANE
    zoomuser::log 0
    $zoom get_user $JANE
    list [llength $lines] [string match "*HTTP 200*" [lindex $lines 0]]
} -result {1 1}

test list {members, break, and return out of the loop} -body {
    proc first {zoom} {
        $zoom list_users user {-members email} {
            return [list [dict get $user email] [string match "*$::JANE*" [dict get $user json]] [dict size $user]]
        }
    }
    $zoom list_users user {-page_size 1} {
        lappend emails [dict get $user email]
        if {[llength $emails] == 2} break
    }
    list [first $zoom] $emails
} -result {{jane@example.com 1 2} {jane@example.com john@example.com}}

tcltest::temporaryDirectory [file join [file dirname $folder] files]
set run [file join [tcltest::temporaryDirectory] {a "run"}]
file delete -force $run $run.undo
test bulk-file {a file, its options, and the run undone} -setup {
    set file [tcltest::makeFile "E-Mail;Abteilung;x\n$JANE;Bulk;1\n" users.csv]
} -body {
    set many [$zoom update_file $file -table {delimiter ";" map {Abteilung dept} ignore_column x} -run $run]
    set resumed [$zoom resume_users $run]
    set undone [$zoom undo_users $run -run $run.undo]
    lmap one [list $many $resumed $undone] {
        list [dict get $one name] [dict get $one why] [dict get $one counts sent] [dict get [lindex [dict get $one rows] 0] line]
    }
} -cleanup {file delete -force $run $run.undo} -result {{ZOOM_OK finished 1 2} {ZOOM_OK finished 1 2} {ZOOM_OK finished 1 2}}

proc row_ended {row} {
    lappend ::rows [dict get $row user_id] [dict get $row outcome] [dict get $row status] [dict get $row http_status]
}
test bulk-rows {a command for each row, in place of the list} -body {
    set rows {}
    set many [$zoom update_users {john@example.com {dept "a\0b"} nobody@example.com {dept x}} -no_read true -jobs 1 -row_command row_ended]
    list $rows [dict get $many rows] [dict get $many exit]
} -result {{john@example.com sent OK 204 nobody@example.com failed NOT_FOUND 404} {} 12}

proc row_ends {row} {return -code break}
test bulk-break {break ends the run} -body {
    set rows {}
    for {set i 0} {$i < 100} {incr i} {
        lappend rows nobody$i@example.com {dept y}
    }
    set many [$zoom update_users $rows -no_read true -jobs 1 -row_command row_ends]
    list [dict get $many name] [dict get $many why] [expr {[dict get $many counts not_tried] > 50}]
} -result {ZOOM_E_CANCELLED interrupted 1}

test bulk-error {an error of the command ends the run and is that of the call} -body {
    refused $zoom update_users {john@example.com {dept z}} -row_command {error stopped}
} -match glob -result {NONE: stopped*}

test bulk-closed {the client is closed while its run goes on} -setup {
    set own [zoomuser::client new {*}$PLACE -token $env(ZOOM_TOKEN)]
} -body {
    set many [$own update_users {john@example.com {dept z}} -row_command {apply {{row} {$::own close}}}]
    list [dict get $many name] [refused $own get_user $JANE]
} -cleanup {$own destroy} -result {ZOOM_OK {ZOOMUSER CLOSED: zoomuser: the client is closed, or none}}

test catalogue {fields and options} -body {
    list [expr {[llength [zoomuser::fields]] > 30}] [expr {[llength [zoomuser::options]] > 20}]
} -result {1 1}

set failed $tcltest::numTests(Failed)
tcltest::cleanupTests
exit [expr {$failed > 0}]
