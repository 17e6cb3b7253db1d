# Changes a Zoom user (PATCH /v2/users/{userId}).
#
#   package require zoomuser
#   zoomuser::client create zoom -token $env(ZOOM_TOKEN)
#   try {
#       puts [dict get [zoom update_user ada@example.com {dept Research type 2}] message]
#   } trap {ZOOMUSER NOT_FOUND} {message} {
#       puts stderr $message
#   }
#
# A call that fails is an error whose code is {ZOOMUSER STATUS result}; a result is a dict. Misuse of this package is an
# error with the code {ZOOMUSER USAGE} or {ZOOMUSER CLOSED}. Clients, patches and forms live until destroy or close.

package require Tcl 8.6

namespace eval zoomuser {
    variable folder [file dirname [file normalize [info script]]]
    variable is_loaded 0
    # What JSON does not take in a text.
    variable escapes {\\ \\\\ \" \\\"}
    for {set i 0} {$i < 32} {incr i} {
        lappend escapes [format %c $i] [format \\u%04x $i]
    }
    unset i
}

# Loads the library: `path`, else what the system finds by its name. Without it the first call does that.
proc zoomuser::load {{path ""}} {
    variable folder
    variable is_loaded
    if {$is_loaded} return
    ::load [file join $folder tclzoomuser[info sharedlibextension]] Tclzoomuser
    if {$path eq ""} {
        switch $::tcl_platform(os) {
            Darwin {set path libzoomuser.dylib}
            default {set path [expr {$::tcl_platform(platform) eq "windows" ? "zoomuser.dll" : "libzoomuser.so.0.2"}]}
        }
    }
    raw::load $path
    set is_loaded 1
}

proc zoomuser::version {} {load; raw::about version}
proc zoomuser::abi_version {} {load; raw::about abi_version}
proc zoomuser::status_name {status} {load; raw::about status_name $status}
proc zoomuser::status_text {status} {load; raw::about status_text $status}

# Closes the connections that update_user keeps; never needed.
proc zoomuser::cleanup {} {load; raw::about cleanup}

# What the library knows of each field and option: lists of dicts.
proc zoomuser::fields {} {Catalogue field {name kind place limits help read_back deprecated}}
proc zoomuser::options {} {Catalogue option {name kind default help}}

proc zoomuser::Catalogue {noun whats} {
    load
    set rows {}
    for {set i 0; set count [raw::about ${noun}_count]} {$i < $count} {incr i} {
        set row {}
        foreach what $whats {
            dict set row $what [raw::catalogue $noun $i $what]
        }
        lappend rows $row
    }
    return $rows
}

# Everything in one call; fields and options are JSON objects.
proc zoomuser::update_user {token user_id fields_json {options_json ""}} {
    load
    raw::update_user $token $user_id $fields_json $options_json
}

# The first header of this name in a result (case-insensitive); "" if there is none.
proc zoomuser::header {result name} {
    foreach header [dict get $result headers] {
        if {[string equal -nocase [dict get $header name] $name]} {
            return [dict get $header value]
        }
    }
    return ""
}

# Ends the call of a client in another thread, by what its method `handle` gives.
proc zoomuser::cancel {handle} {
    load
    raw::client_cancel $handle
}

# Calls of this thread hand each line of the log up to this level to the command: `{*}$command $level $line`. 0 ends it.
proc zoomuser::log {level {command ""}} {
    load
    raw::log $level $command
}

# -option value ... as a dict of what is known; for arguments of a method.
proc zoomuser::Arguments {defaults given} {
    if {[llength $given] % 2} {
        Usage "expected -name value ..."
    }
    foreach {name value} $given {
        if {![dict exists $defaults $name]} {
            Usage "$name: expected one of [join [dict keys $defaults] {, }]"
        }
        dict set defaults $name $value
    }
    return $defaults
}

# -option value ... without the dashes.
proc zoomuser::Names {given} {
    if {[llength $given] % 2} {
        Usage "expected -option value ..."
    }
    set names {}
    foreach {option value} $given {
        if {![string match -* $option]} {
            Usage "$option: expected -option"
        }
        dict set names [string range $option 1 end] $value
    }
    return $names
}

# A dict as a JSON object of texts, which the library converts; `map` is a dict itself, `ignore_column` a list.
proc zoomuser::Json {dict} {
    set members {}
    dict for {name value} $dict {
        switch $name {
            map {set value [Json $value]}
            ignore_column {set value \[[join [lmap one $value {Quoted $one}] ,]\]}
            default {set value [Quoted $value]}
        }
        lappend members [Quoted $name]:$value
    }
    return \{[join $members ,]\}
}

proc zoomuser::Quoted {text} {
    variable escapes
    return \"[string map $escapes $text]\"
}

proc zoomuser::Usage {message} {
    return -level 2 -code error -errorcode {ZOOMUSER USAGE} "zoomuser: $message"
}

# What clients, patches and forms have in common.
oo::class create zoomuser::Object {
    variable Handle

    constructor {} {
        error "zoomuser: this class has no objects"
    }

    # Frees it; a second time it has no effect.
    method close {} {
        ::zoomuser::raw::close $Handle
    }

    # Its name in all threads.
    method handle {} {
        return $Handle
    }

    destructor {
        if {[info exists Handle]} {
            ::zoomuser::raw::close $Handle
        }
    }
}

# The fields to change. A field is unset, set, or null; nothing is ever added to what you set.
oo::class create zoomuser::patch {
    superclass zoomuser::Object
    variable Handle

    # Fields as a dict.
    constructor {{fields {}}} {
        ::zoomuser::load
        set Handle [::zoomuser::raw::patch_new]
        dict for {field value} $fields {
            my set $field $value
        }
    }

    # Text, which the library converts to what the field takes: 2, true, a JSON array.
    method set {field value} {
        ::zoomuser::raw::patch_set $Handle $field $value
    }

    method set_int {field value} {
        ::zoomuser::raw::patch_set_int64 $Handle $field $value
    }

    method set_bool {field value} {
        ::zoomuser::raw::patch_set_bool $Handle $field $value
    }

    method set_json {field json} {
        ::zoomuser::raw::patch_set_json $Handle $field $json
    }

    method set_null {field} {
        ::zoomuser::raw::patch_set_null $Handle $field
    }

    # Removes a field from the patch.
    method unset {field} {
        ::zoomuser::raw::patch_unset $Handle $field
    }

    # Validates the patch without sending it.
    method check {} {
        ::zoomuser::raw::patch_check $Handle
    }
}

# Parts for a body of multipart/form-data, in your order.
oo::class create zoomuser::form {
    superclass zoomuser::Object
    variable Handle

    constructor {} {
        ::zoomuser::load
        set Handle [::zoomuser::raw::form_new]
    }

    # A part of text.
    method add {name value} {
        ::zoomuser::raw::form_add $Handle $name $value
    }

    # A part of bytes: -file_name, -content_type, -charset.
    method add_part {name bytes args} {
        set more [::zoomuser::Arguments {-file_name "" -content_type "" -charset ""} $args]
        ::zoomuser::raw::form_add_part $Handle $name $bytes {*}[dict values $more]
    }
}

source -encoding utf-8 [file join $zoomuser::folder client.tcl]

package provide zoomuser 0.2.0
