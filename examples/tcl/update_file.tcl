# Changes the users of a CSV file, and prints how each row ended.
#
#     ZOOM_TOKEN=... TCLLIBPATH=/folder/of/the/package tclsh update_file.tcl users.csv ?FOLDER?
#
# The header names the user and the fields; an empty cell leaves its field unchanged:
#
#     email;first_name;dept
#     ada@example.com;Ada;Research
#
# With FOLDER the run is recorded there, so that it can be resumed and undone.
#
# Environment: as for update_user.tcl.
#
# Exit code: 0 every row succeeded, 1 some failed, 2 nothing was sent.

package require zoomuser

proc setting {name} {
    if {[info exists ::env($name)]} {
        return $::env($name)
    }
}

proc row_ended {row} {
    dict with row {
        puts "line $line: $user_id: $outcome: $message"
    }
}

if {[llength $argv] ni {1 2} || [setting ZOOM_TOKEN] eq ""} {
    puts stderr "usage: ZOOM_TOKEN=... tclsh update_file.tcl FILE ?FOLDER?"
    exit 2
}
lassign $argv file folder
set options [expr {$folder eq "" ? {} : [list -run $folder]}]

zoomuser::load [setting ZOOM_LIBRARY]
try {
    zoomuser::client create zoom \
        -token [setting ZOOM_TOKEN] -base_url [setting ZOOM_BASE_URL] -ca_file [setting ZOOM_CA_FILE]
    set result [zoom update_file $file -row_command row_ended {*}$options]
} trap ZOOMUSER {message} {
    puts stderr $message
    exit 2
}
zoom destroy

puts [dict get $result message]
exit [expr {![dict get $result ok]}]
