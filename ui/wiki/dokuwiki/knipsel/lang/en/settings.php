<?php

$lang['server'] = 'Address of the Knipsel server, as <code>https://knipsel.example</code>; no button as long as it is empty';
$lang['site'] = 'Name of this wiki in the server\'s <code>KNIPSEL_SITES</code>';
$lang['only'] = 'Only in these namespaces and below them (with commas; <code>:</code> is the root alone); everywhere if empty';
$lang['except'] = 'Not in these namespaces, nor below them';
$lang['who'] = 'Who sees the button: users and @groups (with commas); <code>@ALL</code> is everyone, <code>@user</code> who has logged in';
$lang['lang'] = 'Language';
$lang['lang_o_'] = 'as the wiki';
$lang['lang_o_nl'] = 'Dutch';
$lang['lang_o_en'] = 'English';
$lang['theme'] = 'Colours';
$lang['theme_o_'] = 'as the browser';
$lang['theme_o_light'] = 'light';
$lang['theme_o_dark'] = 'dark';
$lang['side'] = 'Where the button stands';
$lang['side_o_'] = 'where lines end';
$lang['side_o_start'] = 'where lines begin';
$lang['label'] = 'What the button says, if not “Ask the archive”';
