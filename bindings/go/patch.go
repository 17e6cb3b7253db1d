package zoomuser

import "sort"

// Changes are the fields of an update: Fields, or a *Patch, which keeps your order.
type Changes interface {
	settings() ([]setting, error)
}

// Fields are the fields to change, by name; they are sent in the order of their names.
//
// A value is a string, a whole number, a bool, nil (JSON null), JSON or a json.RawMessage, or a slice, a map or a struct,
// which become JSON. A float must be whole and at most 2^53. A field that is not there is not sent.
type Fields map[string]any

// Patch is the fields to change, in the order in which they were set first. It is data: any number of calls may use it at the
// same time, and setters are for one goroutine.
type Patch struct {
	names  []string
	values Fields
}

// Set sets a field; one that is set already gets the new value. The call validates the value.
func (p *Patch) Set(field string, value any) *Patch {
	if p.values == nil {
		p.values = Fields{}
	}
	if _, isSet := p.values[field]; !isSet {
		p.names = append(p.names, field)
	}
	p.values[field] = value
	return p
}

// Unset removes a field from the patch.
func (p *Patch) Unset(field string) *Patch {
	delete(p.values, field)
	kept := make([]string, 0, len(p.names))
	for _, name := range p.names {
		if name != field {
			kept = append(kept, name)
		}
	}
	p.names = kept
	return p
}

func (p *Patch) settings() ([]setting, error) {
	if p == nil {
		return nil, refused(StatusNull, "patch: expected a patch, got nil")
	}
	return p.values.inOrder(p.names)
}

func (f Fields) settings() ([]setting, error) {
	names := make([]string, 0, len(f))
	for name := range f {
		names = append(names, name)
	}
	sort.Strings(names)
	return f.inOrder(names)
}

// setting is a field and its value in one of the forms that the library takes.
type setting struct {
	name  string
	value any // nil, string, bool, int64 or JSON
}

// inOrder validates the values of these fields.
func (f Fields) inOrder(names []string) ([]setting, error) {
	list := make([]setting, len(names))
	for i, name := range names {
		if err := checkText("fields", name); err != nil {
			return nil, err
		}
		value, err := plain(name, f[name])
		if err != nil {
			return nil, err
		}
		list[i] = setting{name, value}
	}
	return list, nil
}
