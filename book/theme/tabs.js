// Of what stands in several languages shows the one that the reader has chosen last, on every page. Without it all of
// them stand one below the other, and where storage is refused the choice lasts for the page.
(() => {
    "use strict";

    const key = "socket-workbook.language";

    const show = (language) => {
        for (const { panes, tabs } of groups) {
            const wanted = panes.findIndex((pane) => pane.dataset.language === language);
            const chosen = wanted < 0 ? 0 : wanted;
            panes.forEach((pane, at) => {
                pane.hidden = at !== chosen;
                tabs[at].setAttribute("aria-selected", at === chosen);
                tabs[at].tabIndex = at === chosen ? 0 : -1;
            });
        }
    };

    /** What the reader clicks on stays where it is, however much longer or shorter everything before it becomes. */
    const choose = (language, tab) => {
        const before = tab.getBoundingClientRect().top;
        show(language);
        scrollBy({ top: tab.getBoundingClientRect().top - before, behavior: "instant" });
        try {
            localStorage.setItem(key, language);
        } catch {
            // The next page begins with the first language.
        }
    };

    const groups = [...document.querySelectorAll(".tabs")].map((group, number) => {
        const panes = [...group.querySelectorAll(":scope > .tab")];
        const list = document.createElement("div");
        list.className = "languages";
        list.setAttribute("role", "tablist");
        list.setAttribute("aria-label", "Language");
        const tabs = panes.map((pane, at) => {
            const tab = document.createElement("button");
            tab.type = "button";
            tab.textContent = pane.querySelector(".language").textContent;
            tab.id = `language-${number}-${at}`;
            pane.id = `program-${number}-${at}`;
            tab.setAttribute("role", "tab");
            tab.setAttribute("aria-controls", pane.id);
            pane.setAttribute("role", "tabpanel");
            pane.setAttribute("aria-labelledby", tab.id);
            tab.addEventListener("click", () => choose(pane.dataset.language, tab));
            return tab;
        });
        list.addEventListener("keydown", (event) => {
            const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
            if (!step) return;
            // To mdBook an arrow is the next chapter.
            event.stopPropagation();
            event.preventDefault();
            const at = (tabs.indexOf(document.activeElement) + step + tabs.length) % tabs.length;
            tabs[at].focus();
            choose(panes[at].dataset.language, tabs[at]);
        });
        list.append(...tabs);
        group.prepend(list);
        return { panes, tabs };
    });

    let chosen = null;
    try {
        chosen = localStorage.getItem(key);
    } catch {
        // The first language of each.
    }
    show(chosen);
})();
