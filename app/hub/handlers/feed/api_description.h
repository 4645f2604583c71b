// The interface described by itself: resources/openapi.yaml as it was when the hub was built, as a file and
// as a page to read.
#pragma once

#include <string_view>

/// Made from resources/openapi.yaml while building (.cmake/openapi_documents.py).
namespace hub::api_description {

extern const std::string_view interfaceText; ///< OpenAPI 3.1, YAML, UTF-8
extern const std::string_view interfacePage; ///< HTML, complete in itself
/// The Content-Security-Policy under which the page shows: nothing from anywhere, its own style sheet by
/// hash.
extern const std::string_view pagePolicy;

} // namespace hub::api_description
