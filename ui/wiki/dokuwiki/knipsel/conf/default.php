<?php

$conf['server'] = '';
$conf['site'] = 'wiki';
$conf['only'] = [];
$conf['except'] = [];
$conf['who'] = ['@ALL'];
$conf['lang'] = '';
$conf['theme'] = '';
$conf['side'] = '';
$conf['label'] = '';
