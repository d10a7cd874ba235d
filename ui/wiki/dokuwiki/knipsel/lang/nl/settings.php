<?php

$lang['server'] = 'Adres van de Knipsel-server, zoals <code>https://knipsel.example</code>; geen knop zolang het leeg is';
$lang['site'] = 'Naam van deze wiki in <code>KNIPSEL_SITES</code> van de server';
$lang['only'] = 'Alleen in deze naamruimten en daaronder (met komma’s; <code>:</code> is alleen de hoofdnaamruimte); overal indien leeg';
$lang['except'] = 'Niet in deze naamruimten en niet daaronder';
$lang['who'] = 'Wie de knop ziet: gebruikers en @groepen (met komma’s); <code>@ALL</code> is iedereen, <code>@user</code> wie is ingelogd';
$lang['lang'] = 'Taal';
$lang['lang_o_'] = 'zoals de wiki';
$lang['lang_o_nl'] = 'Nederlands';
$lang['lang_o_en'] = 'Engels';
$lang['theme'] = 'Kleuren';
$lang['theme_o_'] = 'zoals de browser';
$lang['theme_o_light'] = 'licht';
$lang['theme_o_dark'] = 'donker';
$lang['side'] = 'Waar de knop staat';
$lang['side_o_'] = 'waar regels eindigen';
$lang['side_o_start'] = 'waar regels beginnen';
$lang['label'] = 'Wat er op de knop staat, indien niet “Vraag het archief”';
