<?php

$meta['server'] = ['string', '_pattern' => '~^(https?://\S+)?$~D', '_caution' => 'security'];
$meta['site'] = ['string', '_pattern' => '~^[a-z0-9][a-z0-9_-]{0,31}$~D'];
$meta['only'] = ['array'];
$meta['except'] = ['array'];
$meta['who'] = ['array'];
$meta['lang'] = ['multichoice', '_choices' => ['', 'nl', 'en']];
$meta['theme'] = ['multichoice', '_choices' => ['', 'light', 'dark']];
$meta['side'] = ['multichoice', '_choices' => ['', 'start']];
$meta['label'] = ['string'];
