// Makes of each question with answers a, b and c one that is answered by a click: what the book says of an answer stands
// below it then. The order is another one each time, and what was chosen is remembered. Without this script the answers
// are a list, and what is to be said of them stands in the box below it, which is there in any case.
(() => {
    "use strict";

    const LETTER = /^\s*[a-d]\) /;
    const key = `socket-workbook.answers.${location.pathname.split("/").pop() || "index.html"}`;

    const remembered = () => {
        try {
            return JSON.parse(localStorage.getItem(key)) ?? {};
        } catch {
            return {};
        }
    };

    const remember = (question, answer) => {
        try {
            localStorage.setItem(key, JSON.stringify({ ...remembered(), [question]: answer }));
        } catch {
            // Then it is forgotten with the page.
        }
    };

    /** What stands in an item of a list, without its letter. */
    const inside = (item) => {
        const copy = item.cloneNode(true);
        copy.firstChild.textContent = copy.firstChild.textContent.replace(LETTER, "");
        return [...copy.childNodes];
    };

    const shuffled = (items) => {
        const rest = [...items];
        return items.map(() => rest.splice(Math.floor(Math.random() * rest.length), 1)[0]);
    };

    /** Of an answer that is right the book begins in bold type. */
    const isRight = (said) => said.find((node) => node.textContent.trim() !== "")?.nodeName === "STRONG";

    const before = remembered();
    [...document.querySelectorAll("main details.quiz")].forEach((box, number) => {
        const list = box.previousElementSibling;
        const told = box.querySelector(":scope > ul");
        const question = list?.previousElementSibling;
        const answers = list?.matches("ul") ? [...list.children] : [];
        const says = told ? [...told.children] : [];
        if (answers.length < 2 || answers.length !== says.length || ![...answers, ...says].every((item) => LETTER.test(item.textContent))) return;

        const choices = document.createElement("div");
        choices.className = "choices";
        choices.setAttribute("role", "group");
        question.id ||= `question-${number}`;
        choices.setAttribute("aria-labelledby", question.id);
        const name = question.textContent.trim();
        const parts = answers.map((answer, at) => {
            const button = document.createElement("button");
            const feedback = document.createElement("div");
            button.type = "button";
            button.append(...inside(answer));
            button.setAttribute("aria-pressed", "false");
            feedback.className = "feedback";
            feedback.setAttribute("aria-live", "polite");
            const choose = () => {
                const said = inside(says[at]);
                button.setAttribute("aria-pressed", "true");
                button.className = isRight(said) ? "right" : "wrong";
                feedback.replaceChildren(...said);
            };
            button.addEventListener("click", () => {
                choose();
                remember(name, button.textContent);
            });
            if (before[name] === button.textContent) choose();
            return [button, feedback];
        });
        choices.append(...shuffled(parts).flat());
        list.classList.add("asked");
        list.hidden = true;
        list.before(choices);
    });
})();
