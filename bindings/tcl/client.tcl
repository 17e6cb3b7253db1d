# A client for one Zoom account: token, options and kept connection.
oo::class create zoomuser::client {
    superclass zoomuser::Object
    variable Handle

    # Options as in docs/options.md: -token $token -timeout_ms 5000; also -token_command, see configure.
    constructor {args} {
        ::zoomuser::load
        set Handle [::zoomuser::raw::client_new]
        my configure {*}$args
    }

    # Sets options; "" is the default. -token_command gives the access tokens: `{*}$command $was_refused` is called by each
    # call that needs one, in the interpreter that set it; then only that can use the client.
    method configure {args} {
        if {[llength $args] % 2} {
            ::zoomuser::Usage "expected -option value ..."
        }
        foreach {option value} $args {
            if {![string match -* $option]} {
                ::zoomuser::Usage "$option: expected -option"
            }
            if {$option eq "-token_command"} {
                ::zoomuser::raw::client_token_command $Handle $value
            } else {
                ::zoomuser::raw::client_set $Handle [string range $option 1 end] $value
            }
        }
    }

    # PATCH /users/{user_id}; fields are a dict or a zoomuser::patch.
    method update_user {user_id fields} {
        my WithPatch $fields patch {
            ::zoomuser::raw::client_update_user $Handle $user_id $patch
        }
    }

    # GET /users/{user_id}: `user` of the result is Zoom's JSON, `items` a dict of its names and values.
    method get_user {user_id} {
        ::zoomuser::raw::client_get_user $Handle $user_id
    }

    # What update_user would change: `fields` of the result has an outcome for each field, differs, already or
    # unverifiable. Reads the user; sends no update.
    method plan {user_id fields} {
        my WithPatch $fields patch {
            ::zoomuser::raw::client_plan $Handle $user_id $patch
        }
    }

    # Checks what an update needs (docs/doctor.md); changes nothing. `checks` of the result has each check. A failed
    # check is no error: the result is not `ok`.
    method doctor {} {
        try {
            return [::zoomuser::raw::client_doctor $Handle]
        } trap ZOOMUSER {message options} {
            set result [lindex [dict get $options -errorcode] 2]
            if {[dict exists $result checks] && [llength [dict get $result checks]]} {
                return $result
            }
            return -options $options $message
        }
    }

    # The request that update_user would send, as text: http, json, curl, curl-cmd, curl-powershell, postman.
    method render {user_id fields {format http}} {
        my WithPatch $fields patch {
            dict get [::zoomuser::raw::client_render $Handle $user_id $patch $format] rendered
        }
    }

    # A custom request: -headers (a dict), -body (bytes), -form. zoom_client_request in the C header.
    method request {method path args} {
        my Request $method $path [::zoomuser::Arguments {-headers {} -body {} -form {}} $args] ""
    }

    # The same as text: -format as well.
    method render_request {method path args} {
        set more [::zoomuser::Arguments {-headers {} -body {} -form {} -format http} $args]
        dict get [my Request $method $path $more [dict get $more -format]] rendered
    }

    # Cancels the call in progress on this client, which then fails with {ZOOMUSER CANCELLED}.
    method cancel {} {
        ::zoomuser::raw::client_cancel $Handle
    }

    # Runs the script with a patch in the variable: that of an object, or one of a dict.
    method WithPatch {fields name script} {
        upvar 1 $name patch
        if {[info object isa object $fields] && [info object isa typeof $fields ::zoomuser::patch]} {
            set patch [$fields handle]
            return [uplevel 1 $script]
        }
        set object [::zoomuser::patch new $fields]
        set patch [$object handle]
        try {
            return [uplevel 1 $script]
        } finally {
            $object destroy
        }
    }

    method Request {method path more format} {
        set lines ""
        dict for {name value} [dict get $more -headers] {
            if {[regexp {[\r\n]} $name$value]} {
                ::zoomuser::Usage "-headers: expected lines without line breaks"
            }
            append lines "$name: $value\r\n"
        }
        set form [dict get $more -form]
        if {$form ne ""} {
            if {[string length [dict get $more -body]]} {
                ::zoomuser::Usage "expected a body or a form, got both"
            }
            set form [$form handle]
        }
        ::zoomuser::raw::client_request $Handle $method $path $lines [dict get $more -body] $form $format
    }
}
