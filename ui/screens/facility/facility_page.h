// 施設情報: what a parent sees first of a nursery.
//
// What is typed is repaired and checked as it is typed, kept as a draft every few seconds, and goes out as
// the difference only. What the hub refuses comes back to its field.
#pragma once

#include "kit/pages/page.h"

#include <vector>

class QLabel;
class QLineEdit;
class QPushButton;
class QTimer;
class QVBoxLayout;

namespace ui {

class Banner;
class ClassPlacesEdit;
class FieldRow;
class LazyReload;
class PageTitle;
class SectionTitle;
class StatusChip;

class FacilityPage : public Page {
    Q_OBJECT
public:
    explicit FacilityPage(const UiContext &context, QWidget *parent = nullptr);
    void setFacility(domain::FacilityId facility) override;
    void activate() override;
    void retranslate() override;
    void focusFirst() override;
    [[nodiscard]] PageHelp help() const override;

protected:
    void hideEvent(QHideEvent *event) override;

private:
    struct Item {
        std::string key;
        QWidget *editor = nullptr;
        FieldRow *row = nullptr;
    };
    void build();
    void addItem(const char *key, QVBoxLayout *column);
    [[nodiscard]] QWidget *editorFor(const char *key);
    [[nodiscard]] Item *item(std::string_view key);
    [[nodiscard]] QString typed(const Item &item) const;
    void setTyped(const Item &item, const QString &text);
    [[nodiscard]] domain::Profile typedProfile() const;
    [[nodiscard]] domain::Facility edited() const;
    void reload();
    void take(const services::FacilityRow &row);
    void askForDraft();
    void takeDraft(const std::optional<domain::Profile> &draft);
    void rebase(const services::FacilityRow &row);
    [[nodiscard]] domain::Profile draft() const;
    void fill(const domain::Facility &facility);
    void fillProfile(const domain::Profile &profile);
    void onEdited();
    void onLeft(const std::string &key);
    void check(const Item &item);
    int showErrors(const std::vector<domain::FieldError> &errors);
    void focusFirstError();
    void save();
    void discard();
    void undoDiscard();
    void onBannerAction();
    void keepDraft();
    void showState();
    void failed(const domain::Error &error);
    void sayProblem(const domain::Error &error);

    UiContext m_context;
    domain::FacilityId m_facility;
    services::FacilityRow m_row; ///< as loaded; what the form is compared with
    bool m_loaded = false;
    bool m_dirty = false;
    bool m_filling = false;
    bool m_draftKept = false;               ///< may be there; goes once the hub has taken what was saved
    std::optional<domain::Error> m_problem; ///< as long as its errors are shown
    domain::Profile
        m_discarded; ///< what the banner offers to bring back; empty where it offers something else
    std::vector<Item> m_items;

    PageTitle *m_title;
    StatusChip *m_state;
    Banner *m_banner;
    SectionTitle *m_aboutTitle;
    SectionTitle *m_hoursTitle;
    SectionTitle *m_classesTitle;
    ClassPlacesEdit *m_classes;
    QPushButton *m_save;
    QPushButton *m_discard;
    QLabel *m_saved;
    QTimer *m_draftLater;
    LazyReload *m_reload;
};

} // namespace ui
