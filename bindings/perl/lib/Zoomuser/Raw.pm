# Made from the C API by `cargo xtask bindings`. Not to be changed by hand.

package Zoomuser::Raw;

use strict;
use warnings;

our $ABI_VERSION = 1;

our %CALLBACKS = (
    zoom_token_callback => '(opaque,sint32,opaque,size_t)->sint32',
    zoom_log_callback   => '(sint32,string,opaque)->void',
);

# Name, types of the parameters, type of the result. Callbacks are given as addresses.
our @FUNCTIONS = (
    [zoom_update_user => [qw(string string string string opaque* opaque size_t)], 'sint32'],
    [zoom_cleanup => [qw()], 'void'],
    [zoom_client_new => [qw()], 'opaque'],
    [zoom_client_free => [qw(opaque)], 'void'],
    [zoom_client_set => [qw(opaque string string)], 'sint32'],
    [zoom_client_set_token_callback => [qw(opaque opaque opaque)], 'sint32'],
    [zoom_client_error => [qw(opaque)], 'string'],
    [zoom_client_update_user => [qw(opaque string opaque opaque*)], 'sint32'],
    [zoom_client_get_user => [qw(opaque string opaque*)], 'sint32'],
    [zoom_client_plan => [qw(opaque string opaque opaque*)], 'sint32'],
    [zoom_client_doctor => [qw(opaque opaque*)], 'sint32'],
    [zoom_client_cancel => [qw(opaque)], 'void'],
    [zoom_user_patch_new => [qw()], 'opaque'],
    [zoom_user_patch_free => [qw(opaque)], 'void'],
    [zoom_user_patch_set => [qw(opaque string string)], 'sint32'],
    [zoom_user_patch_set_int64 => [qw(opaque string sint64)], 'sint32'],
    [zoom_user_patch_set_bool => [qw(opaque string sint32)], 'sint32'],
    [zoom_user_patch_set_json => [qw(opaque string string)], 'sint32'],
    [zoom_user_patch_set_null => [qw(opaque string)], 'sint32'],
    [zoom_user_patch_unset => [qw(opaque string)], 'sint32'],
    [zoom_user_patch_check => [qw(opaque opaque*)], 'sint32'],
    [zoom_user_patch_error => [qw(opaque)], 'string'],
    [zoom_form_new => [qw()], 'opaque'],
    [zoom_form_free => [qw(opaque)], 'void'],
    [zoom_form_add => [qw(opaque string string)], 'sint32'],
    [zoom_form_add_part => [qw(opaque string string string string string size_t)], 'sint32'],
    [zoom_form_error => [qw(opaque)], 'string'],
    [zoom_client_request => [qw(opaque string string string string size_t opaque*)], 'sint32'],
    [zoom_client_request_form => [qw(opaque string string string opaque opaque*)], 'sint32'],
    [zoom_client_render => [qw(opaque string opaque string opaque*)], 'sint32'],
    [zoom_client_render_request => [qw(opaque string string string string size_t string opaque*)], 'sint32'],
    [zoom_client_render_form => [qw(opaque string string string opaque string opaque*)], 'sint32'],
    [zoom_result_free => [qw(opaque)], 'void'],
    [zoom_result_status => [qw(opaque)], 'sint32'],
    [zoom_result_text => [qw(opaque string)], 'string'],
    [zoom_result_number => [qw(opaque string)], 'sint64'],
    [zoom_result_header => [qw(opaque string)], 'string'],
    [zoom_result_body => [qw(opaque size_t*)], 'opaque'],
    [zoom_result_count => [qw(opaque string)], 'size_t'],
    [zoom_result_item => [qw(opaque string size_t string)], 'string'],
    [zoom_text_copy => [qw(string opaque size_t)], 'size_t'],
    [zoom_set_log_callback => [qw(sint32 opaque opaque)], 'sint32'],
    [zoom_abi_version => [qw()], 'uint32'],
    [zoom_version => [qw()], 'string'],
    [zoom_status_name => [qw(sint32)], 'string'],
    [zoom_status_text => [qw(sint32)], 'string'],
    [zoom_status_is_retryable => [qw(sint32)], 'sint32'],
    [zoom_field_count => [qw()], 'size_t'],
    [zoom_field_text => [qw(size_t string)], 'string'],
    [zoom_option_count => [qw()], 'size_t'],
    [zoom_option_text => [qw(size_t string)], 'string'],
    [zoom_client_set_n => [qw(opaque string string size_t)], 'sint32'],
    [zoom_user_patch_set_n => [qw(opaque string string size_t)], 'sint32'],
    [zoom_user_patch_set_json_n => [qw(opaque string string size_t)], 'sint32'],
);

our %STATUS = (
    ZOOM_OK => 0,
    ZOOM_E_NULL => 1,
    ZOOM_E_ENCODING => 2,
    ZOOM_E_INVALID_ARGUMENT => 3,
    ZOOM_E_UNKNOWN_NAME => 4,
    ZOOM_E_INVALID_JSON => 5,
    ZOOM_E_BUSY => 7,
    ZOOM_E_MISSING_TOKEN => 8,
    ZOOM_E_CHECK_FAILED => 9,
    ZOOM_E_DNS => 20,
    ZOOM_E_CONNECT => 21,
    ZOOM_E_TLS => 22,
    ZOOM_E_TIMEOUT => 23,
    ZOOM_E_CANCELLED => 24,
    ZOOM_E_IO => 25,
    ZOOM_E_PROXY => 26,
    ZOOM_E_UNAUTHORIZED => 40,
    ZOOM_E_FORBIDDEN => 41,
    ZOOM_E_NOT_FOUND => 42,
    ZOOM_E_RATE_LIMITED => 43,
    ZOOM_E_REJECTED => 44,
    ZOOM_E_SERVER => 45,
    ZOOM_E_UNEXPECTED => 46,
    ZOOM_E_NOT_APPLIED => 47,
    ZOOM_E_UNCONFIRMED => 48,
    ZOOM_E_PANIC => 90,
    ZOOM_E_OUT_OF_MEMORY => 91,
    ZOOM_E_INTERNAL => 92,
);

1;
