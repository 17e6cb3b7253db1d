# Changes the department of a Zoom user and prints the whole result.
#
#     ZOOM_TOKEN=... TCLLIBPATH=/folder/of/the/package tclsh update_user.tcl ada@example.com Engineering
#
# Environment: ZOOM_TOKEN, the access token; ZOOM_LIBRARY, the path of the library if the system does not find it.
# To try it against the sandbox, also ZOOM_BASE_URL, the address of the API, and ZOOM_CA_FILE, a PEM file of
# certificate authorities to trust.
#
# Exit code: 0 the user is updated, 1 the user is not updated, 2 wrong usage.

package require zoomuser

proc setting {name} {
    if {[info exists ::env($name)]} {
        return $::env($name)
    }
}

if {[llength $argv] != 2 || [setting ZOOM_TOKEN] eq ""} {
    puts stderr "usage: ZOOM_TOKEN=... tclsh update_user.tcl USER_ID DEPARTMENT"
    exit 2
}
lassign $argv user_id department

zoomuser::load [setting ZOOM_LIBRARY]
zoomuser::client create zoom \
    -token [setting ZOOM_TOKEN] -base_url [setting ZOOM_BASE_URL] -ca_file [setting ZOOM_CA_FILE]

try {
    set result [zoom update_user $user_id [list dept $department]]
} trap ZOOMUSER {message options} {
    set result [lindex [dict get $options -errorcode] 2]
}
zoom destroy

puts "[dict get $result name] ([dict get $result status])"
foreach what {message hint tracking_id} {
    if {[dict get $result $what] ne ""} {
        puts "$what: [dict get $result $what]"
    }
}
if {[dict get $result http_status] >= 0} {
    puts "http_status: [dict get $result http_status]"
}
foreach list {field_errors problems warnings} {
    foreach item [dict get $result $list] {
        set words [list $list [dict get $item field] [dict get $item message]]
        puts [join [lsearch -all -inline -not -exact $words ""] ": "]
    }
}

exit [expr {![dict get $result ok]}]
