package ifneeded zoomuser 0.2.0 [list source -encoding utf-8 [file join $dir zoomuser.tcl]]
