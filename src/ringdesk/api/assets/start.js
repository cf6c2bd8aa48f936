// The one script of ours on the Swagger page: a page without inline scripts needs a file for it.
window.ui = SwaggerUIBundle({
  url: "/openapi.json",
  dom_id: "#swagger-ui",
  deepLinking: true,
  persistAuthorization: false,
  validatorUrl: null, // nothing is asked of anybody elsewhere
});
