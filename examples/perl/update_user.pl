#!/usr/bin/env perl
# Changes the department of a Zoom user and prints the whole result.
#
#     ZOOM_TOKEN=... perl update_user.pl ada@example.com Engineering
#
# Environment: ZOOM_TOKEN, the access token; ZOOM_LIBRARY, the path of the library if the system does not find it.
# To try it against the sandbox, also ZOOM_BASE_URL, the address of the API, and ZOOM_CA_FILE, a PEM file of
# certificate authorities to trust.
#
# Exit code: 0 the user is updated, 1 the user is not updated, 2 wrong usage.

use strict;
use warnings;
use Encode qw(decode);
use FindBin;
use lib "$FindBin::Bin/../../bindings/perl/lib";
use Zoomuser;

binmode STDOUT, ':encoding(UTF-8)';

if (@ARGV != 2 || !$ENV{ZOOM_TOKEN}) {
    print STDERR "usage: ZOOM_TOKEN=... perl update_user.pl USER_ID DEPARTMENT\n";
    exit 2;
}
# Perl passes arguments as bytes.
my ($user_id, $department) = map { decode('UTF-8', $_) } @ARGV;

Zoomuser::load($ENV{ZOOM_LIBRARY});
my $client = Zoomuser::Client->new(
    token => $ENV{ZOOM_TOKEN},
    base_url => $ENV{ZOOM_BASE_URL},
    ca_file => $ENV{ZOOM_CA_FILE},
);

my $result = eval { $client->update_user($user_id, { dept => $department }) };
if (!$result) {
    my $error = $@;
    die $error if !ref $error;
    $result = $error->result;
}

printf "%s (%d)\n", $result->name, $result->status;
for my $what (qw(message hint tracking_id)) {
    print "$what: ", $result->$what, "\n" if $result->$what ne '';
}
print 'http_status: ', $result->http_status, "\n" if $result->http_status >= 0;
for my $list (qw(field_errors problems warnings)) {
    print join(': ', $list, grep { $_ ne '' } @$_{qw(field message)}), "\n" for $result->$list;
}

exit($result->ok ? 0 : 1);
