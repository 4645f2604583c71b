// The description of the interface: resources/openapi.yaml at the time of the build, as a file and as a
// readable page.
#pragma once

#include <string_view>

/// Generated from resources/openapi.yaml during the build (.cmake/openapi_documents.py).
namespace hub::api_description {

extern const std::string_view interfaceText; ///< OpenAPI 3.1, YAML, UTF-8
extern const std::string_view interfacePage; ///< a complete HTML page
/// The Content-Security-Policy of the page: it permits nothing except the page's own style sheet, by hash.
extern const std::string_view pagePolicy;

} // namespace hub::api_description
