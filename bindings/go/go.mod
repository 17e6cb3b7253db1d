module zoomuser

go 1.19
