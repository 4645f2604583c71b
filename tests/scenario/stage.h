// The scene on which programs die, disks fill up and hubs talk nonsense: a nursery's desk that is signed in
// and has pulled everything, and its hub. It is set once, with the real programs; every try gets a copy.
#pragma once

#include "programs.h"
#include "support/fault_proxy.h"
#include "support/hub_records.h"

#include <QTemporaryDir>

namespace scenario {

/// What every copy begins with.
struct Prepared {
    QTemporaryDir folder;
    /// The hub's address for all copies: a desk knows its hub by it.
    test_support::FaultProxy proxy;
    domain::FacilityId facility;
    domain::SlotId slot;
    domain::ReservationId first; ///< two families who ask for the slot
    domain::ReservationId second;
    domain::LocalDate seriesFrom{};
    domain::LocalDate seriesTo{};
    int seriesSlots = 0; ///< that the series makes
    QString password;
    QString totpSecret;
    bool ready = false;

    Prepared();

private:
    void fillHub();
    void signIn();
};

/// One copy, with both programs not yet started.
struct Stage {
    explicit Stage(Prepared &given);

    Prepared &prepared;
    QTemporaryDir folder;
    HubProgram hub{folder.filePath(QStringLiteral("hub"))};
    DeskProgram desk;
    test_support::HubRecords records{hub.folder()};

    [[nodiscard]] bool startHub(const Surroundings &surroundings = {});
    /// And its profile is open, or it is told why not ("problem").
    [[nodiscard]] bool startDesk(const Surroundings &surroundings = {});
    /// Both, and everything is pulled.
    [[nodiscard]] bool start();

    [[nodiscard]] QString row(const domain::ReservationId &id) const;
    [[nodiscard]] QString approve() const;
    [[nodiscard]] QString decline() const;
    [[nodiscard]] QString openSeries() const;
    [[nodiscard]] QString savePhone() const;
    inline static const QString newPhone = QStringLiteral("03-1111-0000");

    /// Ends both programs as their users would; empty where they ended cleanly.
    [[nodiscard]] QStringList end();
    /// Empty where the hub's database and the desk's store are as they must be.
    [[nodiscard]] QStringList breachesInTheFiles() const;
    [[nodiscard]] QStringList breaches() { return end() + breachesInTheFiles(); }
};

/// A copy of a folder and of what lies in it; false where that is not possible.
[[nodiscard]] bool copyFolder(const QString &from, const QString &to);

} // namespace scenario
