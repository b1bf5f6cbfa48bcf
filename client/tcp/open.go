// Clients from a URL, with the files for TLS that it names.

package tcp

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"os"
	"strings"

	"resplay/client"
)

// Open is the function [Open], with this configuration, to which the URL adds.
func (c Config) Open(url string) (*client.Client, error) {
	var files tlsFiles
	o, err := client.ParseURLFunc(url, files.set)
	if err != nil {
		return nil, err
	}
	if files != (tlsFiles{}) {
		if !o.TLS {
			return nil, usage("the options cacert, cert, key, sni and insecure are for rediss:// URLs")
		}
		if c.TLS, err = files.config(c.TLS); err != nil {
			return nil, err
		}
	}
	return c.New(o)
}

// tlsFiles are the options of a URL that are about TLS.
type tlsFiles struct{ cacert, cert, key, sni, insecure string }

// set is what [client.ParseURLFunc] calls.
func (f *tlsFiles) set(o *client.Options, name, value string) error {
	at := map[string]*string{"cacert": &f.cacert, "cert": &f.cert, "key": &f.key, "sni": &f.sni, "insecure": &f.insecure}[name]
	if at == nil {
		err := o.Set(name, value)
		if err != nil && strings.Contains(err.Error(), "has no option") {
			return usage(err.Error() + "; with rediss:// also cacert, cert, key, sni, insecure")
		}
		return err
	}
	if *at = value; value == "" {
		return usage("the option " + name + " of a Redis URL is empty")
	}
	return nil
}

// config adds what the files hold to a configuration, which may be nil.
func (f *tlsFiles) config(base *tls.Config) (*tls.Config, error) {
	config := &tls.Config{}
	if base != nil {
		config = base.Clone()
	}
	if f.sni != "" {
		config.ServerName = f.sni
	}
	switch f.insecure {
	case "true":
		config.InsecureSkipVerify = true
	case "", "false":
	default:
		return nil, usage("the option insecure of a Redis URL is true or false")
	}
	if err := f.trust(config); err != nil {
		return nil, err
	}
	if (f.cert == "") != (f.key == "") {
		return nil, usage("the options cert and key of a Redis URL need each other")
	}
	if f.cert != "" {
		pair, err := tls.LoadX509KeyPair(f.cert, f.key)
		if err != nil {
			return nil, fmt.Errorf("the certificate of the options cert and key: %w", err)
		}
		config.Certificates = []tls.Certificate{pair}
	}
	return config, nil
}

func (f *tlsFiles) trust(config *tls.Config) error {
	if f.cacert == "" {
		return nil
	}
	pem, err := os.ReadFile(f.cacert)
	if err != nil {
		return fmt.Errorf("the certificates of the option cacert: %w", err)
	}
	config.RootCAs = x509.NewCertPool()
	if !config.RootCAs.AppendCertsFromPEM(pem) {
		return fmt.Errorf("the certificates of the option cacert: %w", errNoCertificate)
	}
	return nil
}

var errNoCertificate = errors.New("there is none in the file, in PEM")

// usage is a URL that says what cannot be. It is [client.ErrUsage].
type usage string

func (e usage) Error() string { return string(e) }
func (usage) Unwrap() error   { return client.ErrUsage }
