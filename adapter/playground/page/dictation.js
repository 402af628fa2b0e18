// Dictation, where the browser has it. What it hears is typed into the field, and sent when the sentence is complete.

const Recognition = globalThis.SpeechRecognition ?? globalThis.webkitSpeechRecognition;

const PROBLEMS = {
  "not-allowed": "The browser may not use the microphone here.",
  "service-not-allowed": "The browser has no dictation here.",
  "language-not-supported": "The browser does not dictate in this language.",
  "audio-capture": "There is no microphone.",
  network: "The browser's dictation is not reached.",
};

/** Sets the button up; `language` gives the tag to listen in, `say` sends, `complain` takes a sentence for people. */
export function offerDictation({ button, note, field, language, say, complain }) {
  if (Recognition === undefined) return;
  button.hidden = note.hidden = false;
  let listening = null;

  const end = () => {
    listening = null;
    button.setAttribute("aria-pressed", "false");
    button.textContent = "Dictate";
  };

  button.addEventListener("click", () => {
    if (listening) {
      listening.stop();
      return;
    }
    complain("");
    listening = new Recognition();
    listening.lang = language();
    listening.interimResults = true;
    listening.addEventListener("result", ({ results }) => {
      field.value = [...results].map(([best]) => best.transcript).join("");
      if (results[results.length - 1].isFinal) say();
    });
    listening.addEventListener("error", ({ error }) => {
      if (error !== "aborted" && error !== "no-speech") complain(PROBLEMS[error] ?? "The dictation has failed.");
    });
    listening.addEventListener("end", end);
    button.setAttribute("aria-pressed", "true");
    button.textContent = "Listening …";
    listening.start();
  });
}
