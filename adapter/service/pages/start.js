// Swagger UI asks nobody but this service: no validator elsewhere, and what is typed under "Authorize" is not kept.
SwaggerUIBundle({ url: "openapi.json", dom_id: "#swagger-ui", deepLinking: true, validatorUrl: null });
