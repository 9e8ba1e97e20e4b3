// Whether a page is valid HTML, and the accessibility rules that can be checked without a browser.
export default {
  root: true,
  extends: ["html-validate:standard", "html-validate:a11y", "html-validate:document"],
  rules: {
    // Browsers drop the roles of a table shown as blocks on a narrow screen, so they are explicit on purpose.
    "no-redundant-role": "off",
  },
};
