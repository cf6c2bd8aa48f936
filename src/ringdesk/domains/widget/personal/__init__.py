from ringdesk.kernel.personal import Personal

PERSONAL = Personal(domain="widget", nothing={"widget_settings": "settings of the tenant"})
