// Whether a page is valid HTML, and the rules for everyone's use that can be decided without a browser.
export default {
  root: true,
  extends: ["html-validate:standard", "html-validate:a11y", "html-validate:document"],
  rules: {
    // Where a narrow screen shows a table as blocks, browsers forget that it is one: its roles are said on purpose.
    "no-redundant-role": "off",
  },
};
