# What the script needs of Tcl.

package require Tcl 8.6.10
package require Thread
