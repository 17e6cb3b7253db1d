<?php

// Changes the department of a Zoom user and prints the whole result.
//
//     ZOOM_TOKEN=... php update_user.php ada@example.com Engineering
//
// Environment: ZOOM_TOKEN, the access token; ZOOM_LIBRARY, the path of the library if the system does not find it.
// To try it against the sandbox, also ZOOM_BASE_URL, the address of the API, and ZOOM_CA_FILE, a PEM file of
// certificate authorities to trust.
//
// Exit code: 0 the user is updated, 1 the user is not updated, 2 wrong usage.

declare(strict_types=1);

require __DIR__ . '/../../bindings/php/zoomuser.php';

use Zoomuser\{Client, Zoom, ZoomException};

if ($argc !== 3 || !getenv('ZOOM_TOKEN')) {
    fwrite(STDERR, "usage: ZOOM_TOKEN=... php update_user.php USER_ID DEPARTMENT\n");
    exit(2);
}

Zoom::load(getenv('ZOOM_LIBRARY') ?: null);
$client = new Client(
    token: getenv('ZOOM_TOKEN'),
    base_url: getenv('ZOOM_BASE_URL') ?: null,
    ca_file: getenv('ZOOM_CA_FILE') ?: null,
);

try {
    $result = $client->updateUser($argv[1], ['dept' => $argv[2]]);
} catch (ZoomException $error) {
    $result = $error->result ?? throw $error;
}

echo "$result->name ($result->status)\n";
foreach (['message' => $result->message, 'hint' => $result->hint, 'tracking_id' => $result->trackingId] as $what => $text) {
    echo $text === '' ? '' : "$what: $text\n";
}
echo $result->httpStatus < 0 ? '' : "http_status: $result->httpStatus\n";
$lists = ['field_errors' => $result->fieldErrors, 'problems' => $result->problems, 'warnings' => $result->warnings];
foreach ($lists as $list => $items) {
    foreach ($items as $item) {
        echo implode(': ', array_filter([$list, $item['field'], $item['message']], fn ($word) => $word !== '')), "\n";
    }
}

exit($result->isOk() ? 0 : 1);
