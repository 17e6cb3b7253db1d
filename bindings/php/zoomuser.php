<?php

// Loads all classes, for programs without Composer and for opcache.preload.

declare(strict_types=1);

require_once __DIR__ . '/src/ZoomException.php';
require_once __DIR__ . '/src/raw.php';
require_once __DIR__ . '/src/Json.php';
require_once __DIR__ . '/src/Value.php';
require_once __DIR__ . '/src/Zoom.php';
require_once __DIR__ . '/src/Result.php';
require_once __DIR__ . '/src/Handle.php';
require_once __DIR__ . '/src/Patch.php';
require_once __DIR__ . '/src/Form.php';
require_once __DIR__ . '/src/Bulk.php';
require_once __DIR__ . '/src/Client.php';
