module update_user

go 1.19

require zoomuser v0.0.0

replace zoomuser => ../../bindings/go
