// What the header tool makes of the plugin's header.
