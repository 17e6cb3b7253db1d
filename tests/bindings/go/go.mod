module script

go 1.19

require zoomuser v0.0.0

replace zoomuser => ../../../bindings/go
