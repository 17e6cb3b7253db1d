# The script of tests/bindings/README.md in Tcl. The package is in the folder that is given.

set folder [lindex $argv 0]
lappend auto_path $folder
package require Thread
package require zoomuser
zoomuser::load $env(ZOOM_LIBRARY)

fconfigure stdout -encoding utf-8
set JANE jane@example.com
set DEFAULTS [list -token $env(ZOOM_TOKEN) -base_url $env(ZOOM_BASE_URL) -ca_file $env(ZOOM_CA_FILE)]

proc say {name value} {puts "$name $value"}

proc say_list {name items} {
    foreach item $items {
        say $name "[dict get $item field]: [dict get $item message]"
    }
}

proc client {args} {zoomuser::client new {*}$::DEFAULTS {*}$args}

# The result of a call, be it that of the error.
proc ended {args} {
    try {
        return [uplevel 1 $args]
    } trap ZOOMUSER {message options} {
        set code [dict get $options -errorcode]
        return [expr {[llength $code] == 3 ? [lindex $code 2] : [error $message]}]
    }
}

proc update {options user_id fields} {
    set zoom [client {*}$options]
    set result [ended $zoom update_user $user_id $fields]
    $zoom destroy
    return $result
}

say version.library [zoomuser::version]
say version.abi [zoomuser::abi_version]

set zoom [client]

zoomuser::patch create patch {first_name "Zoë 𝄞" job_title ""}
patch set_int type 2
patch set_int pmi 9876543210
patch set_bool use_pmi true
patch set_json custom_attributes {[{"key":"k1","name":"n","value":"💡"}]}
patch set_null location
set result [ended $zoom update_user $JANE patch]
say update.status [dict get $result name]
say update.http [dict get $result http_status]
say update.attempts [dict get $result attempts]
say update.message [dict get $result message]
say_list update.warning [dict get $result warnings]

set read [ended $zoom get_user $JANE]
say read.status [dict get $read name]
foreach name {first_name type pmi use_pmi custom_attributes job_title} {
    say read.$name [dict get $read items $name]
}

set lost [zoomuser::patch new {dept lost cost_center kept}]
$lost unset dept
say unset.status [dict get [ended $zoom update_user $JANE $lost] name]

set plan [$zoom plan $JANE {dept planned cost_center kept}]
say plan.status [dict get $plan name]
say plan.attempts [dict get $plan attempts]
foreach field [dict get $plan fields] {
    say plan.[dict get $field field] [dict get $field outcome]
}

set checked [ended $zoom update_user $JANE {type x no_such 1}]
say check.status [dict get $checked name]
say check.attempts [dict get $checked attempts]
say_list check.problem [dict get $checked problems]

set refused [ended $zoom configure -no_such 1]
say option.status [dict get $refused name]
say option.message [dict get $refused message]

set rejected [ended $zoom update_user fields-error@sandbox.test {dept x}]
say rejected.status [dict get $rejected name]
say rejected.retryable [dict get $rejected retryable]
say rejected.http [dict get $rejected http_status]
say rejected.api_code [dict get $rejected api_code]
say_list rejected.field_error [dict get $rejected field_errors]

set not_found [ended $zoom update_user nobody@example.com {dept x}]
say not_found.status [dict get $not_found name]
say not_found.http [dict get $not_found http_status]
say not_found.api_code [dict get $not_found api_code]
say not_found.api_message [dict get $not_found api_message]

set limited [update {-max_retries 0} rate-seconds@sandbox.test {dept x}]
say rate_limited.status [dict get $limited name]
say rate_limited.retryable [dict get $limited retryable]
say rate_limited.http [dict get $limited http_status]
say rate_limited.retry_after_is_given [expr {[dict get $limited retry_after_ms] > 0 ? "yes" : "no"}]
say rate_limited.header [zoomuser::header $limited Retry-After]

set late [update {-timeout_ms 1500 -max_retries 0} slow-20000@sandbox.test {dept x}]
say timeout.status [dict get $late name]
say timeout.http [dict get $late http_status]
say timeout.message [dict get $late message]

# This thread makes the call, and the other cancels it until it is notified that the call has ended.
set other [thread::create]
thread::send $other [list set auto_path [linsert $auto_path 0 $folder]]
thread::send $other {package require zoomuser; package require Thread}
thread::send $other [list zoomuser::load $env(ZOOM_LIBRARY)]
tsv::set cancel ended 0
thread::send -async $other [list set handle [$zoom handle]]
thread::send -async $other {
    while {![tsv::get cancel ended]} {
        zoomuser::cancel $handle
    }
}
set cancelled [ended $zoom update_user slow-20000@sandbox.test {dept x}]
tsv::set cancel ended 1
thread::send $other {set handle}
say cancel.status [dict get $cancelled name]
say cancel.again [dict get [ended $zoom update_user $JANE {dept Sales}] name]

set unauthorized [update {-token wrong} $JANE {dept x}]
say unauthorized.status [dict get $unauthorized name]
say unauthorized.http [dict get $unauthorized http_status]

set nobody [update {-base_url http://127.0.0.1:1/v2 -max_retries 0} $JANE {dept x}]
say no_server.status [dict get $nobody name]
say no_server.http [dict get $nobody http_status]

set options [format {{"base_url":"%s","ca_file":"%s"}} $env(ZOOM_BASE_URL) $env(ZOOM_CA_FILE)]
set once [ended zoomuser::update_user $env(ZOOM_TOKEN) $JANE {{"cost_center":"one call"}} $options]
say one_call.status [dict get $once name]
say one_call.message [dict get $once message]

$zoom list_users user {-page_size 2} {
    say list.user [dict get $user email]
}

set many [$zoom update_users {john@example.com {cost_center many} nobody@example.com {dept x}}]
say bulk.status [dict get $many name]
foreach row [dict get $many rows] {
    say bulk.row "[dict get $row user_id] [dict get $row outcome]"
}
say bulk.sent [dict get $many counts sent]
say bulk.failed [dict get $many counts failed]

foreach object [list $zoom patch $lost] {
    $object close
    $object close
}
say freed.twice ok
try {
    $zoom update_user $JANE {dept x}
    say freed.used "not refused"
} trap {ZOOMUSER CLOSED} {} {
    say freed.used refused
}
foreach object [list $zoom patch $lost] {
    $object destroy
}
