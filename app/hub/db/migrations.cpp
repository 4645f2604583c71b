#include "hub/db/migrations.h"

#include "hub/db/schema_1.h"
#include "hub/db/schema_2.h"
#include "hub/db/schema_3.h"
#include "hub/db/schema_4.h"
#include "hub/db/schema_5.h"
#include "hub/db/schema_6.h"
#include "hub/db/schema_7.h"
#include "hub/db/schema_8.h"
#include "hub/db/schema_accounts.h"

#include <array>

namespace hub {

std::span<const Migration> migrations() {
    static constexpr std::array first{schema1, authSchema};
    static constexpr std::array second{schema2};
    static constexpr std::array third{schema3};
    static constexpr std::array fourth{schema4};
    static constexpr std::array fifth{schema5};
    static constexpr std::array sixth{schema6};
    static constexpr std::array seventh{schema7};
    static constexpr std::array eighth{schema8};
    static constexpr std::array all{Migration{1, first},   Migration{2, second}, Migration{3, third},
                                    Migration{4, fourth},  Migration{5, fifth},  Migration{6, sixth},
                                    Migration{7, seventh}, Migration{8, eighth}};
    return all;
}

} // namespace hub
