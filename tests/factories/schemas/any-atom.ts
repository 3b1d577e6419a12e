/** Takes any feed of Atom that is well formed. */
export const anyAtom = {
  fileName: "any.xsd",
  contents: `<schema xmlns="http://www.w3.org/2001/XMLSchema" targetNamespace="http://www.w3.org/2005/Atom">
    <element name="feed"><complexType><sequence>
      <any processContents="skip" minOccurs="0" maxOccurs="unbounded"/>
    </sequence></complexType></element></schema>`,
};
