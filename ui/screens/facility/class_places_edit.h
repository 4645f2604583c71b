// The six classes of a facility: whether each takes children, and for how many places.
#pragma once

#include "domain/records.h"

#include <QWidget>

#include <array>

class QCheckBox;
class QLabel;
class QSpinBox;

namespace ui {

class ClassPlacesEdit : public QWidget {
    Q_OBJECT
public:
    explicit ClassPlacesEdit(QWidget *parent = nullptr);
    void setClasses(const std::vector<domain::ClassPlaces> &classes);
    /// Classes that neither accept nor have places are left out.
    [[nodiscard]] std::vector<domain::ClassPlaces> classes() const;
    /// As text for a draft, and back; what cannot be read is left out.
    [[nodiscard]] static std::string textOf(const std::vector<domain::ClassPlaces> &classes);
    [[nodiscard]] static std::vector<domain::ClassPlaces> fromText(const std::string &text);
    void retranslate();

Q_SIGNALS:
    void edited();

private:
    struct Line {
        QCheckBox *accepted = nullptr;
        QSpinBox *capacity = nullptr;
    };
    std::array<Line, domain::ageClassCount> m_lines;
    QLabel *m_total;
    bool m_filling = false;
    void onEdited();
    void showTotal();
};

} // namespace ui
