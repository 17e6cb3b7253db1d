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
        dict for {option value} [::zoomuser::Names $args] {
            if {$option eq "token_command"} {
                ::zoomuser::raw::client_token_command $Handle $value
            } else {
                ::zoomuser::raw::client_set $Handle $option $value
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
        my WithResult checks {::zoomuser::raw::client_doctor $Handle}
    }

    # Runs the script with each user of the account in the variable: a dict with these members of a user by Zoom's names, and
    # `json`. Reads page by page; a page that cannot be read is an error. Options are a dict: -status inactive, -role_id ...
    # (zoom_client_list_users in the C header); -members names other members.
    method list_users {variable options script} {
        upvar 1 $variable user
        set members {id email first_name last_name display_name type dept timezone status role_id last_login_time}
        if {[dict exists $options -members]} {
            set members [dict get $options -members]
            dict unset options -members
        }
        lappend members json
        set query [::zoomuser::Json [::zoomuser::Names $options]]
        set page_token ""
        while 1 {
            set page [::zoomuser::raw::client_list_users $Handle $query $page_token $members]
            foreach user [dict get $page users] {
                set code [catch {uplevel 1 $script} value more]
                if {$code == 3} {
                    return
                } elseif {$code != 0 && $code != 4} {
                    dict incr more -level
                    return -options $more $value
                }
            }
            set page_token [dict get $page next_page_token]
            if {$page_token eq ""} return
        }
    }

    # Changes many users: `rows` are pairs of a user and the fields, a dict or a zoomuser::patch. Checks every row before it
    # sends the first, and sends only what differs. The result, however the run ended, has `rows` and `counts`; it is an error
    # only if no run was begun. Options are those of `zoomuser bulk apply`: -run $folder -jobs 4 ...; also -row_command:
    # `{*}$command $row` is called for each row that has ended, `return -code break` in it ends the run, and `rows` stays empty.
    method update_users {rows args} {
        if {[llength $rows] % 2} {
            ::zoomuser::Usage "rows: expected pairs of a user and fields"
        }
        my WithBulk bulk {
            foreach {user_id fields} $rows {
                my WithPatch $fields patch {
                    ::zoomuser::raw::bulk_add $bulk $user_id $patch
                }
            }
            my Run run $bulk $args
        }
    }

    # The same for a file, CSV or JSON Lines; -table is a dict that says how it is read: {delimiter ; map {Abteilung dept}}, see
    # zoom_bulk_add_file in the C header.
    method update_file {path args} {
        set table {}
        if {[dict exists $args -table]} {
            set table [dict get $args -table]
            dict unset args -table
        }
        my WithBulk bulk {
            ::zoomuser::raw::bulk_add_file $bulk $path [::zoomuser::Json $table]
            my Run run $bulk $args
        }
    }

    # Goes on with a run that was stopped or killed, named by its folder, or by the file of which it is the latest run.
    method resume_users {folder args} {
        my Run resume $folder $args
    }

    # Undoes a run, named in the same way: puts the values back that users had before it, where nobody changed them since.
    method undo_users {folder args} {
        my Run undo $folder $args
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

    # Runs the script with a bulk in the variable, which is freed at its end.
    method WithBulk {name script} {
        upvar 1 $name bulk
        set bulk [::zoomuser::raw::bulk_new]
        try {
            return [uplevel 1 $script]
        } finally {
            ::zoomuser::raw::close $bulk
        }
    }

    # The result of the script, also of a call that failed if this member of it is not empty.
    method WithResult {member script} {
        try {
            return [uplevel 1 $script]
        } trap ZOOMUSER {message options} {
            set result [lindex [dict get $options -errorcode] 2]
            if {[dict exists $result $member] && [dict get $result $member] ne ""} {
                return $result
            }
            return -options $options $message
        }
    }

    # A run, or going on with one or undoing it.
    method Run {what target options} {
        set row_command ""
        if {[dict exists $options -row_command]} {
            set row_command [dict get $options -row_command]
            dict unset options -row_command
        }
        set json [::zoomuser::Json [::zoomuser::Names $options]]
        my WithResult why {::zoomuser::raw::client_run $what $Handle $target $json $row_command}
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
